import {
  type CarriedPolicy,
  type Configuration,
  type Enforcement,
  type Holder,
  type Holders,
  judge,
  mayAllow,
  readHolders,
} from "../access";

/** What a group or user can do without MFA, before or after a plan. */
export interface Standing {
  readonly holder: Holder;
  /** What it may do: its own policies and those of its groups that may allow something. */
  readonly grants: readonly CarriedPolicy[];
  readonly enforcement: Enforcement;
  /** The policies that the enforcement is about. */
  readonly carried: readonly CarriedPolicy[];
}

/** What there is before, or after, a plan. */
export interface Side {
  readonly holders: Holders;
  /** By the holder's key. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** The addresses of what attaches a policy, and of what puts a user into a group, by both keys. */
  readonly attachedBy: ReadonlyMap<string, string>;
  readonly joinedBy: ReadonlyMap<string, string>;
}

/** The key of an attachment in `attachedBy`, and of a membership in `joinedBy`. */
export function pairKey(holder: string, other: string): string {
  return `${holder} / ${other}`;
}

/** Judges everybody. Holders of the same policies are judged once. */
export function readSide(configuration: Configuration): Side {
  const holders = readHolders(configuration);
  const known = new Map<string, ReturnType<typeof judge>>();
  const standings = new Map<string, Standing>();
  for (const holder of holders.all) {
    const signature = signatureOf(holder);
    const judgement = known.get(signature) ?? judge(holder);
    known.set(signature, judgement);
    const { enforcement, carried } = judgement;
    const carriers = [holder, ...holder.groups, ...holder.uncertainGroups.map(({ group }) => group)];
    const grants = carriers.flatMap(({ policies }) => policies.filter(mayAllow));
    standings.set(holder.key, { holder, enforcement, carried, grants });
  }
  return {
    holders,
    standings,
    attachedBy: new Map(holders.attachments.map(({ resource, holder, policy }) => [pairKey(holder.key, policy.key), resource.address])),
    joinedBy: new Map(holders.memberships.map(({ resource, user, group }) => [pairKey(user.key, group.key), resource.address])),
  };
}

/** Whether somebody has something to do, and it is not certain that it takes MFA. */
export function isExposed(standing: Standing | undefined): standing is Standing {
  return standing !== undefined && standing.grants.length > 0 && standing.enforcement.verdict !== "enforced";
}

export function isEnforced(standing: Standing | undefined): boolean {
  return standing?.enforcement.verdict === "enforced";
}

function signatureOf({ policies, groups, boundary }: Holder): string {
  const own = policies.map(({ key, doubt }) => `${key} ${doubt ?? ""}`);
  return JSON.stringify([own, groups.map(({ key }) => key), boundary?.key, boundary?.doubt]);
}
