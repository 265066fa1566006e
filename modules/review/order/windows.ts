import type { Holder, Plan } from "../../access";
import { isExposed, type Side } from "../side";
import { type Closing, closingOf } from "./closing";
import type { Fact } from "./facts";
import { findOpening, type IsBefore, type Opening, type Path, type Question } from "./find-window";
import { Order } from "./order";
import { Questions } from "./questions";

/** A window, and the users who can act in it. */
export interface UserWindow {
  readonly opening: Opening;
  /** The step that closes it; nothing where none certainly does. */
  readonly until?: Closing;
  /** Whether the step that opens it can be made to wait for the Deny. */
  readonly canWait: boolean;
  readonly users: readonly Holder[];
}

/**
 * Finds the users who cannot act without MFA before a plan, nor after it, but could if it stopped somewhere in between, or at some moment.
 */
export function findWindows(plan: Plan, before: Side, after: Side): readonly UserWindow[] {
  const order = new Order(plan);
  const isBefore: IsBefore = (a, b) => order.isBefore(a, b);
  const questions = new Questions(plan, before, after, isBefore);
  const signatures = new Signatures();
  const found = new Map<string, { readonly question: Question; readonly users: Holder[] }>();
  for (const holder of usersOf(before, after)) {
    if (isExposed(before.standings.get(holder.key)) || isExposed(after.standings.get(holder.key))) {
      continue;
    }
    const question = questions.about(holder);
    const signature = signatures.of(question);
    const answer = found.get(signature) ?? { question, users: [] };
    answer.users.push(holder);
    found.set(signature, answer);
  }
  return [...found.values()].flatMap(({ question, users }) => {
    const opening = findOpening(question, isBefore);
    return opening ? [{ opening, until: closingOf(question, opening, isBefore), canWait: canWait(opening, isBefore), users }] : [];
  });
}

/** What is deleted, or what the Deny itself waits for, cannot wait for the Deny. */
function canWait({ done, missing }: Opening, isBefore: IsBefore): boolean {
  const last = done.at(-1)?.step;
  const deny = missing.find(({ cause }) => cause)?.cause?.step;
  return last !== undefined && deny !== undefined && last.kind !== "delete" && last.change !== deny.change && !isBefore(last, deny);
}

function usersOf(before: Side, after: Side): readonly Holder[] {
  const users = new Map([...before.holders.all, ...after.holders.all].map((holder) => [holder.key, holder]));
  return [...users.values()].filter(({ kind }) => kind === "user");
}

/** The same text for users of whom the same is true at the same steps. */
class Signatures {
  readonly #facts = new WeakMap<Fact, string>();

  of({ grants, denies }: Question): string {
    return `${this.#ofPaths(grants)} / ${this.#ofPaths(denies)}`;
  }

  #ofPaths(paths: readonly Path[]): string {
    const texts = paths.map((path) => path.map((fact) => this.#ofFact(fact)).join("&"));
    return texts.sort().join("|");
  }

  #ofFact(fact: Fact): string {
    const known = this.#facts.get(fact);
    if (known !== undefined) {
      return known;
    }
    const text = `${Number(fact.initially)}+${ids(fact.sets)}-${ids(fact.clears)}`;
    this.#facts.set(fact, text);
    return text;
  }
}

function ids(steps: Fact["sets"]): string {
  return steps.map(({ id }) => id).join(",");
}
