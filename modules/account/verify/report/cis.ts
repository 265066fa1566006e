/** A control of the CIS AWS Foundations Benchmark, and what the report has to say about it. */
export interface CisControl {
  readonly title: string;
  /** The number of the control by version of the benchmark. Versions that the source does not name are left out. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly support: string;
  readonly source: string;
}

/** Source: AWS Security Hub User Guide, "Security Hub controls for IAM", IAM.5 and IAM.2, related requirements. */
export const CIS_CONTROLS: readonly CisControl[] = [
  {
    title: "MFA for all IAM users that have a console password",
    numbers: { "1.2.0": "1.2", "1.4.0": "1.10", "3.0.0": "1.10", "5.0.0": "1.9" },
    support: "whoever is enforced can do nothing without MFA but the exempt actions; it does not show who has a device",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-5",
  },
  {
    title: "IAM users receive permissions only through groups",
    numbers: { "1.2.0": "1.16", "3.0.0": "1.15", "5.0.0": "1.14" },
    support: "the table of users lists the policies that are attached to a user directly, or written into one",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
  },
];

export const CIS_VERSIONS: readonly string[] = ["1.2.0", "1.4.0", "3.0.0", "5.0.0"];
