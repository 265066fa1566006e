import { allow, deny, EXEMPTIONS, SELF_SERVICE, type Statement } from "../cases/parts";

export function text(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export const MFA = text(SELF_SERVICE, deny());

/** The same with its statements, elements and lists in another order, and another Sid. */
export const REORDERED = text(
  Object.fromEntries(Object.entries(deny({ Sid: "Other", NotAction: [...EXEMPTIONS].reverse() })).reverse()),
  SELF_SERVICE,
);

/** Without one of the exemptions. */
export const STRICTER = text(SELF_SERVICE, deny({ NotAction: EXEMPTIONS.slice(0, -1) }));

/** The Deny, and more that works with MFA: for a boundary. */
export const BOUNDARY = text(allow("*"), deny());

export const WORK = text(allow(["sqs:SendMessage", "sqs:ReceiveMessage"]));

const WITHOUT_MFA = { "aws:MultiFactorAuthPresent": "false" };

/** Documents whose Deny is gone or full of holes, by what is wrong. */
export const NARROWED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "has no Deny": [SELF_SERVICE],
    "allows instead": [SELF_SERVICE, deny({ Effect: "Allow" })],
    "applies to long sessions only": [SELF_SERVICE, deny({ Condition: { Bool: WITHOUT_MFA } })],
    "applies to one region": [
      SELF_SERVICE,
      deny({ Condition: { BoolIfExists: WITHOUT_MFA, StringEquals: { "aws:RequestedRegion": "eu-central-1" } } }),
    ],
    "applies to one bucket": [SELF_SERVICE, deny({ Resource: "arn:aws:s3:::reports/*" })],
    "exempts everything": [SELF_SERVICE, deny({ NotAction: "*" })],
    "exempts a service": [SELF_SERVICE, deny({ NotAction: [...EXEMPTIONS, "sqs:*"] })],
    "exempts roles": [SELF_SERVICE, deny({ NotAction: [...EXEMPTIONS, "sts:AssumeRole"] })],
    "lists actions": [SELF_SERVICE, { Effect: "Deny", Action: ["iam:*"], Resource: "*", Condition: { BoolIfExists: WITHOUT_MFA } }],
  } satisfies Record<string, readonly Statement[]>).map(([name, statements]) => [name, text(...statements)]),
);

/** Documents whose Deny holds, but for less than before. */
export const EXEMPTING = text(SELF_SERVICE, deny({ NotAction: [...EXEMPTIONS, "codecommit:GitPull"] }));
export const VIA_SERVICE = text(SELF_SERVICE, deny({ Condition: { BoolIfExists: { ...WITHOUT_MFA, "aws:ViaAWSService": "false" } } }));
