import { mfaPolicyDocument } from "../../modules";
import { type Ask, type Verification, verify } from "../../modules/account";
import { account, group, policyArn, user } from "./accounts";

export const HOSTILE = '<script>alert("1")</script>\u202e';

const MFA_POLICY = { name: "EnforceMfa", arn: policyArn("EnforceMfa"), document: JSON.stringify(mfaPolicyDocument()) };
const allowAll: Ask = (_, questions) => Promise.resolve(questions.map((question) => ({ ...question, decision: "allowed", missing: [] })));

/** What verify says of an account with this many users, two of them not enforced, and of names that are long or hostile. */
export function evidenceOf(size: number): Promise<Verification> {
  const others = Array.from({ length: Math.floor(size / 20) }, (_, index) =>
    group(`team-${index}`, { attached: index % 10 === 9 ? [] : [MFA_POLICY] }),
  );
  const groups = [group("Power", { attached: [MFA_POLICY] }), group(`a-group-with-a-long-name-${"x".repeat(90)}`), ...others];
  const open = { name: HOSTILE, document: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }) };
  const users = Array.from({ length: size }, (_, index) => {
    const team = others[index % 40]?.name;
    return index < 2 ? user(`open-${index}-${"y".repeat(50)}`, { inline: [open] }) : user(`user-${index}`, { groups: [team ?? "Power"] });
  });
  const exceptions = [
    { user: users[1]!.name, reason: `the pipeline ${HOSTILE}`, until: "2026-12-31" },
    { user: users[0]!.name, reason: "a migration", until: "2026-01-31" },
    { user: "john", reason: "a migration", until: "2026-12-31" },
  ];
  const options = { exceptions, now: new Date("2026-11-24T12:00:00Z"), toolVersion: "1.2.3" };
  return verify(account({ groups, users, policies: [MFA_POLICY] }), allowAll, options);
}
