import type { Statement } from "./document";
import { exemptions } from "./exemptions";
import { FIDO_LEVELS, FIPS_LEVELS, type MfaDocumentOptions } from "./options";
import { ON_USERS_AND_DEVICES, ownDeviceArns, ownUserArns } from "./own-user";

type Condition = NonNullable<Statement["Condition"]>;

/** When a request counts as one without MFA. Each has its own Deny, since the conditions of one statement must all hold. */
interface Lack {
  /** The end of a Sid. */
  readonly when: string;
  readonly condition: Condition;
}

/** The Deny, and what else must hold whatever the grants say. */
export function denies(options: MfaDocumentOptions): readonly Statement[] {
  const exempt = exemptions(options);
  return [...lacksOfMfa(options).flatMap((lack) => denyWithoutMfa(options, exempt, lack)), ...denyDevices(options)];
}

/** The Deny without MFA keeps the Sid of its source. */
const SOURCE_SIDS = { article: "BlockEverythingUnlessSignedInWithMFA", selfService: "DenyAllExceptListedIfNoMFA" } as const;

function denyWithoutMfa(options: MfaDocumentOptions, exempt: readonly string[], { when, condition }: Lack): readonly Statement[] {
  const { kind = "article", ownUserOnly = false } = options;
  const bound = exempt.filter((action) => ON_USERS_AND_DEVICES.has(action));
  return [
    {
      Sid: when === "NoMFA" ? SOURCE_SIDS[kind] : `DenyAllExceptListedIf${when}`,
      Effect: "Deny",
      NotAction: exempt,
      Resource: "*",
      Condition: condition,
    },
    ...(ownUserOnly ? [denyBeyondOwnUser(options, bound, { when, condition })] : []),
  ];
}

function denyBeyondOwnUser(options: MfaDocumentOptions, bound: readonly string[], { when, condition }: Lack): Statement {
  return {
    Sid: `DenyListedBeyondOwnUserIf${when}`,
    Effect: "Deny",
    Action: bound,
    NotResource: [...ownDeviceArns(options), ...ownUserArns(options)],
    Condition: condition,
  };
}

/** `…IfExists` holds where the key is not there, so that whatever AWS does not say about a request counts against it. */
function lacksOfMfa({ maxMfaAge, serviceCalls }: MfaDocumentOptions): readonly Lack[] {
  const direct = serviceCalls === "allow" ? { "aws:ViaAWSService": "false" } : undefined;
  return [
    // A request with a long-term key has no such key at all, which Bool would let through.
    { when: "NoMFA", condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", ...direct } } },
    ...(maxMfaAge === undefined
      ? []
      : [
          {
            when: "MFATooOld",
            condition: {
              NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": String(maxMfaAge) },
              ...(direct && { BoolIfExists: direct }),
            },
          },
        ]),
  ];
}

/** A security key is registered in two steps: `Create` asks for it, `Activate` has its certification. Other devices have no such key. */
function denyDevices({ devices, securityKeys: { fido, fips140 } = {} }: MfaDocumentOptions): readonly Statement[] {
  if (devices !== "phishing-resistant") {
    return [];
  }
  const fips = fips140 && atLeast(FIPS_LEVELS, fips140);
  return [
    {
      Sid: "DenyDevicesThatCanBePhished",
      Effect: "Deny",
      Action: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"],
      Resource: "*",
      Condition: { Null: { "iam:RegisterSecurityKey": "true" } },
    },
    ...(fido ? [denyUncertified("FIDO", { "iam:FIDO-certification": atLeast(FIDO_LEVELS, fido) })] : []),
    ...(fips ? [denyUncertified("FIPS140", { "iam:FIDO-FIPS-140-2-certification": fips, "iam:FIDO-FIPS-140-3-certification": fips })] : []),
  ];
}

/** `StringNotEquals` holds for a key that is not there; of several keys, none may have a level that will do. */
function denyUncertified(certification: string, levels: Readonly<Record<string, readonly string[]>>): Statement {
  return {
    Sid: `DenySecurityKeysBelow${certification}Level`,
    Effect: "Deny",
    Action: ["iam:EnableMFADevice"],
    Resource: "*",
    Condition: { StringEquals: { "iam:RegisterSecurityKey": "Activate" }, StringNotEquals: levels },
  };
}

function atLeast<Level extends string>(levels: readonly Level[], least: Level): readonly Level[] {
  return levels.slice(levels.indexOf(least));
}
