export { type Holder, type Holders, readHolders } from "./holders";
export { type Doubt, type Enforced, judge, type Judgement } from "./judge";
export { type CarriedPolicy, mayAllow } from "./policies";
export { stackError } from "./reasons";
export { summarize } from "./summarize";
export type { Unexamined } from "./resource";
export { readSynthesizedStack } from "./synthesized-stack";
