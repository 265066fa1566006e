import { ENROLMENT_OPEN, ENROLMENT_TAG, ON_USERS_AND_DEVICES } from "../iam";
import type { Statement } from "./document";
import { exemptions } from "./exemptions";
import { type Enforcement, FIDO_LEVELS, FIPS_LEVELS, type MfaDocumentOptions } from "./options";
import { ownDeviceArns, ownUserArns } from "./own-user";

type Condition = NonNullable<Statement["Condition"]>;

/** When a request counts as one without MFA. Each case has its own Deny, since all conditions of a statement must hold. */
interface Lack {
  /** How the Sid ends. */
  readonly when: string;
  readonly condition: Condition;
}

/** The Deny, and other restrictions that hold no matter what the managed policies allow. `prepare` leaves out the Deny, and keeps the others. */
export function denies(options: MfaDocumentOptions, enforcement: Enforcement = "enforce"): readonly Statement[] {
  const exempt = exemptions(options);
  return [
    ...lacksOfMfa(options).flatMap((lack) =>
      enforcement === "enforce" ? denyWithoutMfa(options, exempt, lack) : denyEnrolment(options, lack),
    ),
    ...denyEnrolmentByKey(options),
    ...denyDevices(options),
  ];
}

/** The Sid of the Deny in each source. */
const SOURCE_SIDS = { minimal: "BlockEverythingUnlessSignedInWithMFA", selfManage: "DenyAllExceptListedIfNoMFA" } as const;

function denyWithoutMfa(options: MfaDocumentOptions, exempt: readonly string[], { when, condition }: Lack): readonly Statement[] {
  const { kind = "minimal", exemptOwnUserOnly = false } = options;
  const bound = exempt.filter((action) => ON_USERS_AND_DEVICES.has(action));
  return [
    {
      Sid: when === "NoMFA" ? SOURCE_SIDS[kind] : `DenyAllExceptListedIf${when}`,
      Effect: "Deny",
      NotAction: exempt,
      Resource: "*",
      Condition: condition,
    },
    ...(exemptOwnUserOnly ? [denyBeyondOwnUser(options, bound, { when, condition })] : []),
    ...denyEnrolment(options, { when, condition }),
  ];
}

/** What registers a device. */
const ENROLMENT = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"];

/** `StringNotEquals` also holds for a user without the tag. */
function denyEnrolment({ enrolmentTag = false }: MfaDocumentOptions, { when, condition }: Lack): readonly Statement[] {
  if (!enrolmentTag) {
    return [];
  }
  return [
    {
      Sid: `DenyEnrolmentUnlessOpenIf${when}`,
      Effect: "Deny",
      Action: ENROLMENT,
      Resource: "*",
      Condition: { ...condition, StringNotEquals: { [`aws:PrincipalTag/${ENROLMENT_TAG}`]: ENROLMENT_OPEN } },
    },
  ];
}

/** A request with a long-term key lacks `aws:MultiFactorAuthPresent`; in a session, with or without MFA, the key is present. */
function denyEnrolmentByKey({ enrolment, kind = "minimal" }: MfaDocumentOptions): readonly Statement[] {
  if (enrolment !== "console") {
    return [];
  }
  return [
    {
      Sid: "DenyEnrolmentWithAccessKeys",
      Effect: "Deny",
      Action: [...ENROLMENT, ...(kind === "minimal" ? ["iam:DeleteVirtualMFADevice"] : [])].sort(),
      Resource: "*",
      Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
    },
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

/** `…IfExists` also holds where the key is absent, so a request without the key is denied. */
function lacksOfMfa({ maxMfaAgeSeconds, viaAwsService }: MfaDocumentOptions): readonly Lack[] {
  const direct = viaAwsService === "allow" ? { "aws:ViaAWSService": "false" } : undefined;
  return [
    // A request signed with a long-term key does not have this key at all, so plain Bool would not deny it.
    { when: "NoMFA", condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", ...direct } } },
    ...(maxMfaAgeSeconds === undefined
      ? []
      : [
          {
            when: "MFATooOld",
            condition: {
              NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": String(maxMfaAgeSeconds) },
              ...(direct && { BoolIfExists: direct }),
            },
          },
        ]),
  ];
}

/** A security key is registered in two steps: `Create` requests it, `Activate` carries its certification. Other devices lack the condition key. */
function denyDevices({ allowedDevices, securityKeys: { fido, fips140 } = {} }: MfaDocumentOptions): readonly Statement[] {
  if (allowedDevices !== "phishing-resistant") {
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

/** `StringNotEquals` also holds for an absent key. With several keys, it denies where none has a sufficient level. */
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
