import type { Verification, VerifiedUser } from "../../modules/account";

const VERDICTS: readonly VerifiedUser["verdict"][] = ["enforced", "enforced-as-asked", "not-enforced"];

/** What users have whom hands made over the years. */
const KINDS: Readonly<Record<string, (user: VerifiedUser, denies: number, canWork: boolean) => boolean>> = {
  "a user": () => true,
  "a boundary": ({ boundary }) => boundary !== undefined,
  "an inline policy": ({ ownPolicies }) => ownPolicies.some((label) => label.startsWith("inline")),
  "a direct attachment": ({ ownPolicies }) => ownPolicies.some((label) => !label.startsWith("inline")),
  "a path": ({ arn }) => /:user\/.+\//.test(arn),
  "no group": ({ groups }) => groups.length === 0,
  "several groups": ({ groups }) => groups.length > 1,
  "several Denies": (_, denies) => denies > 1,
  "something to do with MFA": (_user, _denies, canWork) => canWork,
};

/** How many users of each kind there were for each verdict, so that a test cannot pass because there were none. */
export class Coverage {
  readonly #counts = new Map<string, number>();

  constructor() {
    for (const verdict of VERDICTS) {
      for (const kind of Object.keys(KINDS)) {
        this.#counts.set(`${verdict}: ${kind}`, 0);
      }
    }
  }

  add(user: VerifiedUser, { policies, groups }: Verification, canWork: boolean): void {
    const carried = new Set([
      ...user.ownPolicies,
      ...(user.boundary === undefined ? [] : [user.boundary]),
      ...groups.filter(({ name }) => user.groups.includes(name)).flatMap((group) => group.policies),
    ]);
    const denies = policies.filter(({ label }) => carried.has(label)).reduce((sum, policy) => sum + policy.denies.length, 0);
    for (const [kind, is] of Object.entries(KINDS)) {
      const key = `${user.verdict}: ${kind}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + (is(user, denies, canWork) ? 1 : 0));
    }
  }

  /** The kinds of which there was nobody. */
  missing(): readonly string[] {
    return [...this.#counts].filter(([, count]) => count === 0).map(([key]) => key);
  }

  report(): string {
    return [...this.#counts].map(([key, count]) => `  ${key}: ${count}\n`).join("");
  }
}
