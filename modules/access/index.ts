export { type Holder, type Holders, readHolders } from "./holders";
export { type CarriedPolicy, mayAllow } from "./policies";
export { stackError } from "./reasons";
export { Stack } from "./synthesized-stack";
