import * as sts from "@aws-sdk/client-sts";
import { type Answer, DENIED, NOT_THE_CALLERS_DEVICE, SERIAL_WITHOUT_CODE, WRONG_CODE } from "../../harness/answer";
import type { Caller } from "../../harness/caller";
import type { Device } from "../../harness/person";
import { ALLOW_ALL, OPERATOR } from "../scene";
import { type Attempt, type Call, power, READ } from "./call";

const RoleSessionName = "attack";

type Mfa = (attempt: Attempt) => { readonly device: Device; readonly code?: string };

/** A call to GetSessionToken that names a device. The minimal document denies it regardless of the code; with `getSessionTokenWithoutMfa`, STS refuses it. */
function session(name: string, getSessionTokenWithoutMfa: Answer, mfa: Mfa): Call {
  const run = (attempt: Attempt): Promise<unknown> => {
    const { device, code } = mfa(attempt);
    return attempt.as.sts.send(new sts.GetSessionTokenCommand({ SerialNumber: device.serial, TokenCode: code }));
  };
  return power(`sts: get a session ${name}`, run, {
    isRead: true,
    isForKeys: true,
    stoppedBy: "aws",
    expected: { minimal: DENIED, getSessionTokenWithoutMfa },
    control: { run: ({ self }) => self.session("with MFA") },
  });
}

/** A call to AssumeRole that names a device. Without the Deny, STS would still refuse it. */
function role(name: string, mfa: Mfa): Call {
  const assume = (as: Caller, device: Device, code: string | undefined): Promise<unknown> =>
    as.sts.send(new sts.AssumeRoleCommand({ RoleArn: OPERATOR, RoleSessionName, SerialNumber: device.serial, TokenCode: code }));
  const run = (attempt: Attempt): Promise<unknown> => {
    const { device, code } = mfa(attempt);
    return assume(attempt.as, device, code);
  };
  return power(`sts: assume an administrator's role ${name}`, run, {
    isRead: true,
    stoppedBy: "aws",
    control: { run: async ({ as, self: { device } }) => assume(as, device!, await device!.code()) },
  });
}

const CODES: readonly Call[] = [
  session("with a wrong code", WRONG_CODE, ({ self: { device } }) => ({ device: device!, code: wrong(device!) })),
  session("with a code from ten minutes ago", WRONG_CODE, ({ self }) => ({
    device: self.device!,
    code: self.device!.codeAt(-20),
  })),
  session("with a code from ten minutes in the future", WRONG_CODE, ({ self }) => ({
    device: self.device!,
    code: self.device!.codeAt(20),
  })),
  session("with the code of a colleague's device", WRONG_CODE, ({ self, scene }) => ({
    device: self.device!,
    code: scene.colleague.device!.codeAt(0),
  })),
  session("with a colleague's device and its code", NOT_THE_CALLERS_DEVICE, ({ scene: { colleague } }) => ({
    device: colleague.device!,
    code: colleague.device!.codeAt(0),
  })),
  session("with a colleague's device and their own code", NOT_THE_CALLERS_DEVICE, ({ self, scene }) => ({
    device: scene.colleague.device!,
    code: self.device!.codeAt(0),
  })),
  session("with a device that is not enabled", NOT_THE_CALLERS_DEVICE, ({ scene: { spare } }) => ({
    device: spare,
    code: spare.codeAt(0),
  })),
  session("with a device and no code", SERIAL_WITHOUT_CODE, ({ self }) => ({ device: self.device! })),
];

/** Ways to get a session that counts as one with MFA, or that the Deny does not apply to. */
export const STS: readonly Call[] = [
  ...CODES,
  power("sts: get a session with a valid code", async ({ self: { device }, as }) => as.sts.send(await sessionCommand(device!)), {
    isRead: true,
    isForKeys: true,
    needsDevice: true,
    documents: ["minimal"],
  }),
  power("sts: get a session without a code", ({ as }) => as.sts.send(new sts.GetSessionTokenCommand({})), {
    isRead: true,
    isForKeys: true,
    documents: ["minimal"],
  }),
  power(
    "sts: get a federation token",
    ({ as }) => as.sts.send(new sts.GetFederationTokenCommand({ Name: "guest", Policy: ALLOW_ALL })),
    READ,
  ),
  power(
    "sts: assume an administrator's role that trusts the account",
    ({ as }) => as.sts.send(new sts.AssumeRoleCommand({ RoleArn: OPERATOR, RoleSessionName })),
    READ,
  ),
  role("with a wrong code", ({ self: { device } }) => ({ device: device!, code: wrong(device!) })),
  role("with a colleague's device and its code", ({ scene: { colleague } }) => ({
    device: colleague.device!,
    code: colleague.device!.codeAt(0),
  })),
  power(
    "sts: get a token for another identity provider",
    ({ as }) => as.sts.send(new sts.GetWebIdentityTokenCommand({ Audience: ["https://example.com"], SigningAlgorithm: "RS256" })),
    READ,
  ),
];

async function sessionCommand(device: Device): Promise<sts.GetSessionTokenCommand> {
  return new sts.GetSessionTokenCommand({ SerialNumber: device.serial, TokenCode: await device.code() });
}

/** Six digits that the device does not show at about this time. */
function wrong(device: Device): string {
  const shown = [-2, -1, 0, 1, 2].map((steps) => device.codeAt(steps));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((digits) => !shown.includes(digits))!;
}
