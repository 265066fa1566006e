/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const WITHOUT_SUFFIX: readonly string[] = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericLessThanEquals",
  "NumericGreaterThan",
  "NumericGreaterThanEquals",
  "DateEquals",
  "DateNotEquals",
  "DateLessThan",
  "DateLessThanEquals",
  "DateGreaterThan",
  "DateGreaterThanEquals",
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "ArnEquals",
  "ArnLike",
  "ArnNotEquals",
  "ArnNotLike",
  "Null",
];

/** Every operator that AWS has, without the prefixes for several values. */
export const OPERATORS: readonly string[] = [
  ...WITHOUT_SUFFIX,
  ...WITHOUT_SUFFIX.filter((operator) => operator !== "Null").map((operator) => `${operator}IfExists`),
];

const KNOWN: ReadonlySet<string> = new Set(OPERATORS);

/** Whether AWS has a condition operator, with or without a prefix for several values, spelled as AWS spells it. */
export function isOperator(operator: string): boolean {
  return KNOWN.has(operator.replace(/^(ForAllValues|ForAnyValue):/, ""));
}
