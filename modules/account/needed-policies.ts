import type { PolicyDocument } from "../policy";
import { didYouMean, InvalidInputError, show } from "../problem";

/**
 * The actions that each command needs. None of them changes anything, except those of `invite`: `iam:GenerateCredentialReport` makes the report
 * that is then read, and `iam:DeleteLoginProfile` takes an invitation back whose answer is lost. AWS answers `sts:GetCallerIdentity` without
 * permission, but a VPC endpoint's policy or an emulator may not. Source: STS API reference, GetCallerIdentity,
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const ACTIONS = {
  adopt: ["iam:GenerateCredentialReport", "iam:GetAccountAuthorizationDetails", "iam:GetCredentialReport"],
  invite: [
    "iam:CreateLoginProfile",
    "iam:DeleteLoginProfile",
    "iam:GetAccountAuthorizationDetails",
    "iam:GetAccountPasswordPolicy",
    "iam:GetLoginProfile",
    "iam:ListAccountAliases",
  ],
  preflight: [
    "iam:GenerateCredentialReport",
    "iam:GetAccessKeyLastUsed",
    "iam:GetAccountAuthorizationDetails",
    "iam:GetCredentialReport",
    "iam:ListAccessKeys",
    "iam:ListMFADevices",
    "sts:GetCallerIdentity",
  ],
  status: ["iam:GenerateCredentialReport", "iam:GetAccountAuthorizationDetails", "iam:GetCredentialReport", "iam:ListMFADevices"],
  verify: ["iam:GetAccountAuthorizationDetails", "iam:SimulatePrincipalPolicy"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const COMMANDS_WITH_POLICY: readonly string[] = Object.keys(ACTIONS);

/**
 * The least-privilege policy for whoever runs a command. It is about all users, so its resource is `*`.
 *
 * @param command the command's name, such as `preflight`
 * @throws InvalidInputError if no such command talks to AWS
 */
export function policyFor(command: string): PolicyDocument {
  if (!isCommand(command)) {
    throw unknownCommand(command);
  }
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: `EnforceMfa${command.slice(0, 1).toUpperCase()}${command.slice(1)}`,
        Effect: "Allow",
        Action: ACTIONS[command],
        Resource: "*",
      },
    ],
  };
}

function isCommand(command: string): command is keyof typeof ACTIONS {
  return Object.hasOwn(ACTIONS, command);
}

function unknownCommand(command: string): InvalidInputError {
  const message = `${show(command)} is not a command that talks to AWS${didYouMean(command, COMMANDS_WITH_POLICY, "commands")}`;
  return new InvalidInputError("the command", [{ code: "unknown-command", path: "", message }]);
}
