import type { Caller } from "../harness/caller";
import type { Person } from "../harness/person";
import { type Call, CALLS, PRESIGNED } from "./calls";
import type { Scene } from "./scene";
import { type AnyDocumentName, DOCUMENT_NAMES, ENROLMENT_NAMES } from "./stack";

/** Somebody with stolen or borrowed credentials. */
export interface Attacker {
  readonly kind: string;
  /** What their managed policies allow, as long as nothing denies it. */
  readonly permissions: Call["needs"];
  /** With a long-term key, requests carry no MFA key at all. With a session, they say that there was no MFA. */
  readonly signsWith: "key" | "session";
  readonly hasMfa?: true;
  readonly calls: readonly Call[];
  /**
   * The documents that they attack.
   *
   * @default - those that do not limit who may register a device
   */
  readonly documents?: readonly AnyDocumentName[];
  readonly as: (scene: Scene) => Caller;
  readonly self: (scene: Scene) => Person;
}

const john = (scene: Scene): Person => scene.john;
const newcomer = (scene: Scene): Person => scene.newcomer;
const administrator = (scene: Scene): Person => scene.administrator;

/** Some exempt actions are refused only because no managed policy allows them. For attackers whose policies do allow them, they are a residual risk. */
const notExempt = CALLS.filter(({ stoppedBy }) => stoppedBy !== "permissions");
/** What the Deny stops, as far as one can try it without a device. */
const withoutDevice = CALLS.filter(({ stoppedBy, needsDevice }) => stoppedBy === "deny" && !needsDevice);
const withSessions = (calls: readonly Call[]): readonly Call[] => calls.filter(({ isForKeys }) => !isForKeys);

/** Attackers without MFA, and finally the power user with MFA, who still must not be able to weaken the enforcement. */
export const ATTACKERS: readonly Attacker[] = [
  {
    kind: "long-term key",
    permissions: "power user",
    signsWith: "key",
    calls: CALLS,
    as: ({ john }) => john.key,
    self: john,
  },
  {
    kind: "session without MFA",
    permissions: "power user",
    signsWith: "session",
    calls: withSessions(CALLS),
    as: ({ sessions }) => sessions.john,
    self: john,
  },
  {
    kind: "session from before enrolment",
    permissions: "power user",
    signsWith: "session",
    calls: withSessions(CALLS),
    as: ({ sessions }) => sessions.johnBeforeEnrolment,
    self: john,
  },
  {
    kind: "role session",
    permissions: "power user",
    signsWith: "session",
    calls: withSessions(CALLS),
    as: ({ sessions }) => sessions.role,
    self: john,
  },
  {
    kind: "another group's key",
    permissions: "administrator",
    signsWith: "key",
    calls: notExempt,
    as: ({ administrator }) => administrator.key,
    self: administrator,
  },
  {
    kind: "another group's session",
    permissions: "administrator",
    signsWith: "session",
    calls: withSessions(notExempt),
    as: ({ sessions }) => sessions.administrator,
    self: administrator,
  },
  {
    kind: "presigned URL",
    permissions: "power user",
    signsWith: "key",
    calls: PRESIGNED,
    as: ({ john }) => john.key,
    self: john,
  },
  {
    kind: "another group's presigned URL",
    permissions: "administrator",
    signsWith: "key",
    calls: PRESIGNED,
    as: ({ administrator }) => administrator.key,
    self: administrator,
  },
  {
    kind: "a newcomer's key",
    permissions: "power user",
    signsWith: "key",
    calls: withoutDevice,
    documents: [...DOCUMENT_NAMES, ...ENROLMENT_NAMES],
    as: ({ newcomer }) => newcomer.key,
    self: newcomer,
  },
  {
    // With `enrolment: "console"` a password still registers a device, because that is how people enrol.
    kind: "a newcomer's first password",
    permissions: "power user",
    signsWith: "session",
    calls: withSessions(withoutDevice),
    documents: [...DOCUMENT_NAMES, "enrolmentTag"],
    as: ({ sessions }) => sessions.newcomer,
    self: newcomer,
  },
  {
    kind: "session with MFA",
    permissions: "power user",
    signsWith: "session",
    hasMfa: true,
    calls: [...CALLS, ...PRESIGNED].filter(({ needs }) => needs === "administrator"),
    as: ({ sessions }) => sessions.johnWithMfa,
    self: john,
  },
];
