import {
  awsManagedPolicyArn,
  awsManagedPolicyName,
  isAwsManagedPolicyName,
  isPolicyArn,
  partitionOf,
  partitionOfRegion,
  PARTITIONS,
} from "../../modules/iam";

test("the partitions are the three that have IAM users", () => {
  expect(PARTITIONS).toEqual(["aws", "aws-cn", "aws-us-gov"]);
});

test.each([
  [awsManagedPolicyArn("PowerUserAccess"), "arn:aws:iam::aws:policy/PowerUserAccess"],
  [awsManagedPolicyArn("job-function/ViewOnlyAccess"), "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
  [awsManagedPolicyArn("PowerUserAccess", "aws-cn"), "arn:aws-cn:iam::aws:policy/PowerUserAccess"],
  [awsManagedPolicyArn("PowerUserAccess", "aws-us-gov"), "arn:aws-us-gov:iam::aws:policy/PowerUserAccess"],
])("an AWS managed policy has the ARN %s", (arn, expected) => {
  expect(arn).toBe(expected);
  expect(isPolicyArn(arn)).toBe(true);
  expect(arn.endsWith(`/${awsManagedPolicyName(arn) ?? ""}`)).toBe(true);
});

test.each(["arn:aws:iam::123456789012:policy/Own", "arn:aws:iam::123456789012:policy/team/a/Own"])(
  "%s is a customer managed policy",
  (arn) => {
    expect(isPolicyArn(arn)).toBe(true);
    expect(awsManagedPolicyName(arn)).toBeUndefined();
  },
);

test.each([
  "",
  "PowerUserAccess",
  "arn:aws:iam::123456789012:role/Own",
  "arn:aws:iam::12345:policy/Own",
  "arn:aws-iso:iam::aws:policy/Own",
  "arn:aws:iam::aws:policy/",
  "arn:aws:iam::123456789012:policy/${x}/Own",
  " arn:aws:iam::aws:policy/Own",
])("%j is not the ARN of a managed policy", (text) => {
  expect(isPolicyArn(text)).toBe(false);
});

test.each([
  ["PowerUserAccess", true],
  ["job-function/ViewOnlyAccess", true],
  ["a b", false],
  ["", false],
  ["/PowerUserAccess", false],
  ["arn:aws:iam::aws:policy/PowerUserAccess", false],
])("%j could be the name of an AWS managed policy: %s", (text, expected) => {
  expect(isAwsManagedPolicyName(text)).toBe(expected);
});

test("an ARN tells its partition, and so does a region", () => {
  expect(partitionOf("arn:aws-cn:iam::aws:policy/PowerUserAccess")).toBe("aws-cn");
  expect(partitionOf("PowerUserAccess")).toBeUndefined();
  expect(["eu-central-1", "us-gov-west-1", "cn-north-1"].map(partitionOfRegion)).toEqual(["aws", "aws-us-gov", "aws-cn"]);
});
