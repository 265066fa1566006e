import { visible } from "../../problem";

export { visible } from "../../problem";

/** The plan's file as a reader knows it. */
export function planName(plan: string): string {
  return plan === "-" ? "standard input" : visible(plan);
}
