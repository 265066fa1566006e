import { mayAllowAction } from "../../access";
import { contextEntries, isUnknownKey, unknownKeys } from "./context";
import { CONTEXTS, type OpenRequest, type RequestContext } from "./model";
import { allowingStatement, likelyProbes, type Probe, remainingProbes, type Subject } from "./probes";
import { type TrustingRole, trustOf } from "./roles";
import type { Answer, Ask } from "./simulate";

const ASSUME = "sts:AssumeRole";

/** What AWS's simulator says about a user for whom nothing is proven. */
export interface Examination {
  readonly asked: number;
  /** The actions of questions that it did not answer, sorted. */
  readonly unanswered: readonly string[];
  /** The first request that gets through; one that depends on nothing else where there is one. */
  readonly request?: OpenRequest;
  /** The ARNs of the roles that the user can assume without MFA. */
  readonly assumable: readonly string[];
}

/** Asks AWS's simulator about a user: first what is likely to get through, then an action of every other service, and about the roles. */
export async function examine(subject: Subject, roles: readonly TrustingRole[], ask: Ask, now: Date): Promise<Examination> {
  let asked = 0;
  const unanswered = new Set<string>();
  const open: OpenRequest[] = [];
  const askAbout = async (probes: readonly Probe[], context: RequestContext): Promise<readonly Answer[]> => {
    const answers = probes.length === 0 ? [] : await ask(subject.user.arn, probes, contextEntries(subject, context, now));
    asked += answers.length;
    const answered = new Set(answers.map(({ action, resource }) => keyOf(action, resource)));
    for (const { action } of probes.filter((probe) => !answered.has(keyOf(probe.action, probe.resource)))) {
      unanswered.add(action);
    }
    return answers;
  };
  const isSettled = (): boolean => open.some(({ dependsOn }) => dependsOn.length === 0);
  const tryAll = async (probes: readonly Probe[]): Promise<void> => {
    for (const context of isSettled() ? [] : CONTEXTS) {
      const answers = new Map((await askAbout(probes, context)).map((answer) => [keyOf(answer.action, answer.resource), answer]));
      open.push(...probes.flatMap((probe) => requestOf(subject, probe, context, answers.get(keyOf(probe.action, probe.resource)))));
    }
  };

  const likely = likelyProbes(subject);
  await tryAll(likely);
  const assumable = new Set<string>();
  const mayAssume = subject.grants.some((policy) => mayAllowAction(policy, ASSUME));
  for (const context of CONTEXTS) {
    const trusting = roles.flatMap((one) => {
      const { role } = one;
      const trust = trustOf(one, { user: subject.user, account: subject.account, context });
      return trust && (trust.kind === "user" || mayAssume)
        ? [{ role, trust, probe: { action: ASSUME, resource: role.arn, dependsOn: trust.dependsOn } }]
        : [];
    });
    const answers = await askAbout(
      trusting.map(({ probe }) => probe),
      context,
    );
    const byResource = new Map(answers.map((answer) => [answer.resource, answer]));
    for (const { role, trust, probe } of trusting) {
      const answer = byResource.get(role.arn);
      const isEnough = trust.kind === "user" && answer?.decision === "implicitDeny";
      if (answer?.decision === "allowed" || isEnough) {
        assumable.add(role.arn);
        const allowedBy = isEnough ? `the trust policy of role ${role.name}` : allowingStatement(subject, probe);
        open.push({ ...probe, context, ...(allowedBy !== undefined && { allowedBy }), dependsOn: dependenciesOf(subject, probe, answer) });
      }
    }
  }
  if (open.length === 0) {
    await tryAll(remainingProbes(subject, likely));
  }
  const request = open.find(({ dependsOn }) => dependsOn.length === 0) ?? open[0];
  return { asked, unanswered: [...unanswered].sort(), ...(request && { request }), assumable: [...assumable].sort() };
}

function keyOf(action: string, resource: string): string {
  return `${action.toLowerCase()} ${resource}`;
}

function requestOf(subject: Subject, probe: Probe, context: RequestContext, answer: Answer | undefined): readonly OpenRequest[] {
  const { action, resource } = probe;
  if (answer?.decision !== "allowed") {
    return [];
  }
  const allowedBy = allowingStatement(subject, probe);
  const dependsOn = dependenciesOf(subject, probe, answer);
  return [{ action, resource, context, ...(allowedBy !== undefined && { allowedBy }), dependsOn }];
}

/** Where a document is not known, what AWS's simulator missed may be a condition of that document. */
function dependenciesOf(subject: Subject, { action, dependsOn }: Probe, { missing }: Answer): readonly string[] {
  const hasHidden = subject.carried.some(({ document }) => document === undefined);
  return [...new Set([...dependsOn, ...unknownKeys(subject, action), ...(hasHidden ? missing.filter(isUnknownKey) : [])])];
}
