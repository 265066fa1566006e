import {
  type AccountDetails,
  type AccountUser,
  type Enforcement,
  type Holder,
  judge,
  type Judgement,
  mayAllow,
  readAccount,
} from "../../access";
import { statementsOf } from "../../iam";
import { count, list } from "../../problem";
import { inParallel } from "../in-parallel";
import { type Exception, isExpired } from "./exceptions";
import { examine, type Examination } from "./examine";
import { exemptActions } from "./exempt";
import { needsAction, type OpenRole, type Verdict, type Verification, type VerifiedUser } from "./model";
import { examinedPolicies, verifiedGroups } from "./policies";
import { statementName, type Subject } from "./probes";
import { readTrusts } from "./roles";
import type { Ask } from "./simulate";

export interface VerifyOptions {
  readonly exceptions?: readonly Exception[];
  readonly now: Date;
  readonly toolVersion: string;
  /** Says how far it is. */
  readonly progress?: (text: string) => void;
}

/** How many users are asked about at the same time. */
const AT_ONCE = 4;

/** Nothing has to be asked about whoever is proven. */
const NOT_ASKED: Examination = { asked: 0, unanswered: [], assumable: [] };

/** Worst first. */
const ORDER: readonly Verdict[] = ["not-enforced", "enforced-as-asked", "enforced"];

/**
 * Says for every user of an account what is possible without MFA: proves it where the documents prove it, and asks AWS's simulator where they
 * don't.
 *
 * @throws InvalidInputError if AWS refuses to answer, or cannot be reached
 */
export async function verify(details: AccountDetails, ask: Ask, options: VerifyOptions): Promise<Verification> {
  const { exceptions = [], now, toolVersion, progress = () => undefined } = options;
  const account = numberOf(details);
  const { all } = readAccount(details);
  const holders = new Map(all.map((holder) => [holder.key, holder]));
  const judgeOnce = judgeEachOnce();
  const people = details.users.flatMap((user) => {
    const holder = holders.get(`user ${user.name.toLowerCase()}`);
    return holder ? [{ user, holder, judgement: judgeOnce(holder) }] : [];
  });
  const trusts = readTrusts(details.roles);
  const examinations = await inParallel(
    AT_ONCE,
    people,
    async ({ user, holder, judgement }) =>
      judgement.enforcement.verdict === "enforced" ? NOT_ASKED : examine(subjectOf(user, holder, judgement, account), trusts, ask, now),
    (done) => {
      progress(`verifying: ${done} of ${count(people.length, "user")}`);
    },
  );
  const today = now.toISOString().slice(0, 10);
  const valid = new Map(
    exceptions.filter((exception) => !isExpired(exception, today)).map((exception) => [exception.user.toLowerCase(), exception]),
  );
  const users = people
    .map(({ user, holder, judgement }, index) => verifiedUser(user, holder, judgement, examinations[index] ?? NOT_ASKED))
    .map((user) => withException(user, valid))
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (a.name < b.name ? -1 : 1));
  const needing = new Set(users.filter(needsAction).map(({ name }) => name.toLowerCase()));
  const isNeeded = ({ user }: Exception): boolean => needing.has(user.toLowerCase());
  return {
    account,
    date: now,
    toolVersion,
    users,
    groups: verifiedGroups(details, all),
    policies: examinedPolicies(details, all),
    roles: openRoles(details, people, examinations, users),
    expired: exceptions.filter((exception) => isExpired(exception, today) && isNeeded(exception)),
    unused: exceptions.filter((exception) => !isNeeded(exception)),
  };
}

/** The account's number. Nobody but the root user can read an account in which there is neither a user nor a role. */
function numberOf({ users, groups, roles }: AccountDetails): string {
  const [first] = [...users, ...groups, ...roles];
  return first?.arn.split(":")[4] ?? "without users";
}

function subjectOf(user: AccountUser, holder: Holder, { carried }: Judgement, account: string): Subject {
  const grants = [holder, ...holder.groups].flatMap(({ policies }) => policies.filter(mayAllow));
  return { user, account, grants, carried };
}

/** Users who hold the same policies are judged once. */
function judgeEachOnce(): (holder: Holder) => Judgement {
  const known = new Map<string, Judgement>();
  return (holder) => {
    const keys = [holder, ...holder.groups].flatMap(({ policies }) => policies.map(({ key }) => key));
    const signature = JSON.stringify([keys, holder.boundary?.key]);
    const judgement = known.get(signature) ?? judge(holder);
    known.set(signature, judgement);
    return judgement;
  };
}

function verifiedUser(
  user: AccountUser,
  holder: Holder,
  { enforcement, carried }: Judgement,
  { asked, unanswered, request }: Examination,
): VerifiedUser {
  const documents = carried.filter(({ document }) => document !== undefined);
  const place = (document: number, statement: number): string => {
    const policy = documents[document];
    return `${policy?.label ?? "a policy"}, ${statementName(statementsOf(policy?.document)[statement] ?? {}, statement)}`;
  };
  const isProven = enforcement.verdict === "enforced";
  return {
    name: user.name,
    arn: user.arn,
    verdict: isProven ? "enforced" : request ? "not-enforced" : "enforced-as-asked",
    groups: [...user.groups].sort(),
    ownPolicies: holder.policies.map(({ label }) => label).sort(),
    ...(holder.boundary && { boundary: holder.boundary.label }),
    // A policy may come from several groups.
    enforcedBy: isProven ? [...new Set(enforcement.by.map(({ document, statement }) => place(document, statement)))] : [],
    exemptActions: isProven ? enforcement.exemptActions : request ? [] : exemptActions(carried),
    viaAwsService: isProven ? enforcement.viaAwsService : "allow",
    doubts: isProven ? [] : [...doubtsOf(enforcement, place), ...hiddenDoubts(holder), ...unansweredDoubts(unanswered)],
    asked,
    ...(request && { request }),
  };
}

function doubtsOf(enforcement: Enforcement, place: (document: number, statement: number) => string): readonly string[] {
  if (enforcement.verdict === "enforced") {
    return [];
  }
  return enforcement.doubts.map(({ document, statement, reason }) =>
    document === undefined ? reason : `${place(document, statement ?? 0)}: ${reason}`,
  );
}

/** What AWS has not listed. */
function hiddenDoubts(holder: Holder): readonly string[] {
  const carried = [holder, ...holder.groups].flatMap(({ policies }) => policies);
  return [
    ...carried.flatMap(({ label, doubt }) => (doubt === undefined ? [] : [`${label}: ${doubt}`])),
    ...holder.uncertainGroups.map(({ doubt }) => doubt),
  ];
}

function unansweredDoubts(actions: readonly string[]): readonly string[] {
  return actions.length === 0
    ? []
    : [`AWS's simulator did not answer about ${list(actions.slice(0, 3))}${actions.length > 3 ? " and others" : ""}`];
}

function withException(user: VerifiedUser, valid: ReadonlyMap<string, Exception>): VerifiedUser {
  const exception = needsAction(user) ? valid.get(user.name.toLowerCase()) : undefined;
  return exception ? { ...user, exception } : user;
}

function openRoles(
  { roles }: AccountDetails,
  people: readonly { readonly user: AccountUser }[],
  examinations: readonly Examination[],
  users: readonly VerifiedUser[],
): readonly OpenRole[] {
  const excepted = new Set(users.filter(({ exception }) => exception).map(({ name }) => name));
  const byArn = new Map<string, string[]>();
  people.forEach(({ user }, index) => {
    for (const arn of examinations[index]?.assumable ?? []) {
      const names = byArn.get(arn) ?? [];
      names.push(user.name);
      byArn.set(arn, names);
    }
  });
  return roles.flatMap(({ name, arn }) => {
    const assumableBy = byArn.get(arn);
    return assumableBy ? [{ name, arn, assumableBy, isExcepted: assumableBy.every((user) => excepted.has(user)) }] : [];
  });
}
