/** The calls of the attack table, made by users of an account that the table knows nothing about. */
import { mfaPolicyDocument } from "../../modules";
import { build } from "../attacks/blueprint";
import { type Call, CALLS, PRESIGNED } from "../attacks/calls";
import { furnish, type Scene } from "../attacks/scene";
import { type Answer, answerOf } from "../harness/answer";
import type { Caller } from "../harness/caller";
import type { Person } from "../harness/person";
import { WatchedCaller } from "./watched-caller";

/** One call of the table, what it asked AWS for, and what AWS answered. */
export interface Attack {
  readonly name: string;
  /** The IAM actions that the call needs. */
  readonly actions: readonly string[];
  readonly answer: Answer;
}

const group = (GroupName: string, policy: string) => ({
  GroupName,
  Path: "/",
  AttachedManagedPolicies: [
    { PolicyArn: "arn:aws:iam::123456789012:policy/EnforceMfa" },
    { PolicyArn: `arn:aws:iam::aws:policy/${policy}` },
  ],
});

const user = (UserName: string, groupName: string) => ({ UserName, Path: "/", GroupList: [groupName] });

/** The names of all users that the targets bring along. */
export const TARGET_USERS = ["administrator", "first.colleague", "john", "new.colleague", "pipeline", "unrestricted"];

/** Adds what the table attacks to an account: other people, their groups, roles and policies, and data. */
export async function addTargets(root: Caller): Promise<Scene> {
  const Document = encodeURIComponent(JSON.stringify(mfaPolicyDocument({ exemptOwnUserOnly: false })));
  await build(root, {
    Policies: [{ PolicyName: "EnforceMfa", Path: "/", PolicyVersionList: [{ IsDefaultVersion: true, Document }] }],
    GroupDetailList: [group("PowerConsultants", "PowerUserAccess"), group("Administrators", "AdministratorAccess")],
    UserDetailList: [
      ...["john", "first.colleague", "new.colleague"].map((name) => user(name, "PowerConsultants")),
      user("administrator", "Administrators"),
    ],
  });
  return furnish(root.url);
}

/** Makes every call of the table that the caller can make, one after the other. */
export async function attackWith(caller: Caller, self: Person, scene: Scene): Promise<readonly Attack[]> {
  const as = new WatchedCaller(caller.url, caller.credentials);
  const isSession = caller.credentials.sessionToken !== undefined;
  const attacks: Attack[] = [];
  for (const call of [...CALLS, ...(isSession ? [] : PRESIGNED)].filter((one) => canMake(one, isSession, self))) {
    const answer = await answerOf(call.run({ as, self, scene }));
    attacks.push({ name: call.name, actions: as.takeActions(), answer });
  }
  return attacks;
}

/** Some calls are for keys only, and some are about a device or its codes. */
function canMake({ isForKeys, needsDevice, stoppedBy }: Call, isSession: boolean, { device }: Person): boolean {
  return !(isSession && isForKeys) && (device !== undefined || (!needsDevice && stoppedBy !== "aws"));
}
