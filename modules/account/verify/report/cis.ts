/** A control of the CIS AWS Foundations Benchmark, and what the report has to say about it. */
export interface CisControl {
  readonly title: string;
  /** The number of the control in each version of `CIS_VERSIONS`. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly support: string;
}

/** A version of the benchmark, and where its numbers come from: the benchmark itself may not be copied. */
export interface CisVersion {
  readonly version: string;
  readonly sources: readonly { readonly name: string; readonly url: string }[];
}

const PROWLER = "https://github.com/prowler-cloud/prowler/blob/3e000faa3109230b748e4418a13c11c9e59f5cfb/prowler/compliance/aws";

function prowler(version: string): CisVersion["sources"][number] {
  return { name: "Prowler", url: `${PROWLER}/cis_${version}_aws.json` };
}

/** Of these versions AWS names the numbers of v3.0.0 and v5.0.0 (IAM.5 and IAM.2), and they are the same as Prowler's. */
const SECURITY_HUB = {
  name: "AWS Security Hub",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
};

export const CIS_VERSIONS: readonly CisVersion[] = [
  { version: "3.0.0", sources: [SECURITY_HUB, prowler("3.0")] },
  { version: "4.0.1", sources: [prowler("4.0")] },
  { version: "5.0.0", sources: [SECURITY_HUB, prowler("5.0")] },
  { version: "6.0.0", sources: [prowler("6.0")] },
  { version: "7.0.0", sources: [prowler("7.0")] },
];

/**
 * Not in the list, because the report cannot support them: MFA for the root user, the age and number of access keys, unused credentials, the
 * password policy, and policies that allow everything.
 */
export const CIS_CONTROLS: readonly CisControl[] = [
  {
    title: "Ensure multi-factor authentication (MFA) is enabled for all IAM users that have a console password",
    numbers: { "3.0.0": "1.10", "4.0.1": "1.10", "5.0.0": "1.9", "6.0.0": "2.9", "7.0.0": "2.10" },
    support: "whoever is enforced can do nothing without MFA but the exempt actions; it does not show who has a device",
  },
  {
    title: "Ensure IAM users receive permissions only through groups",
    numbers: { "3.0.0": "1.15", "4.0.1": "1.15", "5.0.0": "1.14", "6.0.0": "2.14", "7.0.0": "2.13" },
    support: "the table of users lists the policies that are attached to a user directly, or written into one",
  },
];
