import { awsManagedPolicyArn, PARTITIONS } from "../../modules/policy";

test("knows AWS's three partitions with IAM users", () => {
  expect(PARTITIONS).toEqual(["aws", "aws-cn", "aws-us-gov"]);
});

test.each([
  [awsManagedPolicyArn("PowerUserAccess"), "arn:aws:iam::aws:policy/PowerUserAccess"],
  [awsManagedPolicyArn("job-function/ViewOnlyAccess"), "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
  [awsManagedPolicyArn("PowerUserAccess", "aws-cn"), "arn:aws-cn:iam::aws:policy/PowerUserAccess"],
  [awsManagedPolicyArn("PowerUserAccess", "aws-us-gov"), "arn:aws-us-gov:iam::aws:policy/PowerUserAccess"],
])("makes the ARN of an AWS managed policy: %s", (arn, expected) => {
  expect(arn).toBe(expected);
});
