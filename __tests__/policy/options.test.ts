import { type MfaDocumentOptions, mfaPolicyDocument, type Statement } from "../../modules/policy";

const WITHOUT_MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };

function statements(options: MfaDocumentOptions): readonly Statement[] {
  return mfaPolicyDocument(options).Statement;
}

/** The exemptions of the Deny without MFA. */
function exempt(options: MfaDocumentOptions): unknown {
  return statements(options).find(({ NotAction }) => NotAction)?.NotAction;
}

function allowed(options: MfaDocumentOptions, action: string): readonly unknown[] {
  return statements(options)
    .filter(({ Effect, Action }) => Effect === "Allow" && Action?.includes(action))
    .map(({ Resource }) => Resource);
}

/** The statements that options add to the document without them. */
function added(options: MfaDocumentOptions): readonly Statement[] {
  const before = statements({}).map(({ Sid }) => Sid);
  return statements(options).filter(({ Sid }) => !before.includes(Sid));
}

const OWN_USER = "arn:aws:iam::*:user/${aws:username}";

describe("parts", () => {
  const sids = (options: MfaDocumentOptions): readonly unknown[] => statements({ kind: "selfManage", ...options }).map(({ Sid }) => Sid);

  test.each([
    ["password", "AllowManageOwnPasswords"],
    ["accessKeys", "AllowManageOwnAccessKeys"],
    ["signingCertificates", "AllowManageOwnSigningCertificates"],
    ["sshKeys", "AllowManageOwnSSHPublicKeys"],
    ["serviceSpecificCredentials", "AllowManageOwnGitCredentials"],
  ] as const)("%s adds one statement to those for a device", (part, sid) => {
    const withoutPart = sids({ parts: [] });
    expect(sids({ parts: [part] }).filter((one) => !withoutPart.includes(one))).toEqual([sid]);
  });

  test("mfa is always included", () => {
    expect(statements({ kind: "selfManage", parts: [] })).toEqual(statements({ kind: "selfManage", parts: ["mfa"] }));
    expect(sids({ parts: [] })).toEqual([
      "AllowViewAccountInfo",
      "AllowManageOwnVirtualMFADevice",
      "AllowManageOwnUserMFA",
      "DenyAllExceptListedIfNoMFA",
    ]);
  });

  test("every exempt action of IAM is also allowed, even without any part", () => {
    const options: MfaDocumentOptions = { kind: "selfManage", parts: [] };
    for (const action of (exempt(options) as readonly string[]).filter((name) => name.startsWith("iam:"))) {
      expect([action, allowed(options, action)]).not.toEqual([action, []]);
    }
  });

  test("none adds an exemption", () => {
    expect(exempt({ kind: "selfManage" })).toEqual(exempt({ kind: "selfManage", parts: [] }));
  });
});

describe("changePasswordWithoutMfa", () => {
  test.each(["minimal", "selfManage"] as const)("true exempts and allows changing one's own password with kind %s", (kind) => {
    const options: MfaDocumentOptions = { kind, changePasswordWithoutMfa: true };
    expect(exempt(options)).toEqual(expect.arrayContaining(["iam:ChangePassword", "iam:GetAccountPasswordPolicy"]));
    expect(allowed(options, "iam:ChangePassword")).toEqual([OWN_USER]);
    expect(allowed(options, "iam:GetAccountPasswordPolicy")).toEqual(["*"]);
  });

  test("true also allows it without the part password", () => {
    const options: MfaDocumentOptions = { kind: "selfManage", parts: ["mfa"], changePasswordWithoutMfa: true };
    expect(allowed(options, "iam:ChangePassword")).toEqual([OWN_USER]);
    expect(allowed(options, "iam:GetAccountPasswordPolicy")).toEqual(["*"]);
  });

  test.each(["minimal", "selfManage"] as const)("false exempts neither action with kind %s", (kind) => {
    expect(exempt({ kind, changePasswordWithoutMfa: false })).not.toContain("iam:ChangePassword");
    expect(exempt({ kind, changePasswordWithoutMfa: false })).not.toContain("iam:GetAccountPasswordPolicy");
  });

  test("the default is that of the kind's source", () => {
    expect(exempt({})).toContain("iam:ChangePassword");
    expect(exempt({ kind: "selfManage" })).not.toContain("iam:ChangePassword");
  });
});

describe("getSessionTokenWithoutMfa", () => {
  test.each([
    [{}, false],
    [{ getSessionTokenWithoutMfa: true }, true],
    [{ kind: "selfManage" }, true],
    [{ kind: "selfManage", getSessionTokenWithoutMfa: false }, false],
    [{ kind: "selfManage", allowedDevices: "phishing-resistant" }, false],
  ] as const)("with %p, sts:GetSessionToken is exempt: %p", (options, isExempt) => {
    expect((exempt(options) as readonly string[]).includes("sts:GetSessionToken")).toBe(isExempt);
  });
});

describe("maxMfaAgeSeconds", () => {
  test("denies with old MFA what is denied without MFA, also if the request does not say how old its MFA is", () => {
    expect(added({ maxMfaAgeSeconds: 3600, exemptActions: ["codecommit:GitPull"] })).toEqual([
      {
        Sid: "DenyAllExceptListedIfMFATooOld",
        Effect: "Deny",
        NotAction: exempt({ exemptActions: ["codecommit:GitPull"] }),
        Resource: "*",
        Condition: { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" } },
      },
    ]);
  });

  test("leaves the other statements unchanged", () => {
    expect(statements({ maxMfaAgeSeconds: 900 })).toEqual(expect.arrayContaining([...statements({})]));
  });
});

describe("viaAwsService", () => {
  test("allow makes the Deny ignore calls that a service makes, if they say so", () => {
    const [deny] = statements({ viaAwsService: "allow" }).filter(({ NotAction }) => NotAction);
    expect(deny?.Condition).toEqual({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": "false" } });
  });

  test("allow makes every Deny that is about MFA ignore them", () => {
    const aboutMfa = statements({ viaAwsService: "allow", maxMfaAgeSeconds: 900, exemptOwnUserOnly: true }).filter(
      ({ Effect }) => Effect === "Deny",
    );
    expect(aboutMfa.map(({ Condition }) => Condition?.BoolIfExists?.["aws:ViaAWSService"])).toEqual(["false", "false", "false", "false"]);
  });

  test("deny is the default", () => {
    expect(statements({ viaAwsService: "deny" })).toEqual(statements({}));
  });
});

describe("allowedDevices", () => {
  test("phishing-resistant denies registering anything but a passkey or security key, even with MFA", () => {
    expect(added({ allowedDevices: "phishing-resistant" })).toEqual([
      {
        Sid: "DenyDevicesThatCanBePhished",
        Effect: "Deny",
        Action: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"],
        Resource: "*",
        Condition: { Null: { "iam:RegisterSecurityKey": "true" } },
      },
    ]);
  });

  test.each(["minimal", "selfManage"] as const)("phishing-resistant neither exempts nor allows virtual devices with kind %s", (kind) => {
    const options: MfaDocumentOptions = { kind, allowedDevices: "phishing-resistant" };
    expect(exempt(options)).not.toContain("iam:CreateVirtualMFADevice");
    expect(allowed(options, "iam:CreateVirtualMFADevice")).toEqual([]);
    expect(exempt(options)).toContain("iam:EnableMFADevice");
  });

  test("any is the default", () => {
    expect(statements({ allowedDevices: "any" })).toEqual(statements({}));
  });
});

describe("securityKeys", () => {
  const certified = (securityKeys: MfaDocumentOptions["securityKeys"]): readonly object[] =>
    statements({ allowedDevices: "phishing-resistant", securityKeys })
      .filter(({ Condition }) => Condition?.StringNotEquals)
      .map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));
  const activating = { Action: ["iam:EnableMFADevice"], Resource: "*" };
  const StringEquals = { "iam:RegisterSecurityKey": "Activate" };

  test("fido denies keys that are below the level or have none", () => {
    expect(certified({ fido: "L2plus" })).toEqual([
      { ...activating, Condition: { StringEquals, StringNotEquals: { "iam:FIDO-certification": ["L2plus", "L3", "L3plus"] } } },
    ]);
  });

  test("fips140 denies keys that are below the level of both FIPS 140-2 and 140-3", () => {
    const levels = ["L3", "L4"];
    expect(certified({ fips140: "L3" })).toEqual([
      {
        ...activating,
        Condition: {
          StringEquals,
          StringNotEquals: { "iam:FIDO-FIPS-140-2-certification": levels, "iam:FIDO-FIPS-140-3-certification": levels },
        },
      },
    ]);
  });

  test("fido and fips140 each have their own Deny, so a key must have both", () => {
    const [fido, fips140] = [certified({ fido: "L1" }), certified({ fips140: "L1" })];
    expect(certified({ fido: "L1", fips140: "L1" })).toEqual([...fido, ...fips140]);
  });
});

describe("exemptOwnUserOnly", () => {
  test("denies the exempt actions on other users and devices before MFA, but not lists of all or actions without a resource", () => {
    expect(
      added({ exemptOwnUserOnly: true, changePasswordWithoutMfa: true, getSessionTokenWithoutMfa: true }).filter(
        ({ Effect }) => Effect === "Deny",
      ),
    ).toEqual([
      {
        Sid: "DenyListedBeyondOwnUserIfNoMFA",
        Effect: "Deny",
        Action: [
          "iam:ChangePassword",
          "iam:CreateVirtualMFADevice",
          "iam:DeleteVirtualMFADevice",
          "iam:EnableMFADevice",
          "iam:ListMFADevices",
        ],
        NotResource: ["arn:aws:iam::*:mfa/${aws:username}", "arn:aws:iam::*:mfa/${aws:username}-*", OWN_USER],
        Condition: WITHOUT_MFA,
      },
    ]);
  });

  test("also limits exempt actions that read users, but not those of other services or on other resources", () => {
    const exemptActions = ["codecommit:GitPull", "iam:ListAccessKeys", "iam:GetRole", "iam:GetAccountSummary"] as const;
    const [deny] = added({ exemptOwnUserOnly: true, exemptActions });
    expect(deny?.Action).toContain("iam:ListAccessKeys");
    expect(deny?.Action).not.toContain("codecommit:GitPull");
    expect(deny?.Action).not.toContain("iam:GetRole");
    expect(deny?.Action).not.toContain("iam:GetAccountSummary");
  });

  test("also applies with old MFA", () => {
    const conditions = statements({ exemptOwnUserOnly: true, maxMfaAgeSeconds: 900 })
      .filter(({ NotResource }) => NotResource)
      .map(({ Condition }) => Condition);
    expect(conditions).toEqual([WITHOUT_MFA, { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "900" } }]);
  });

  test("leaves users under a path their own user", () => {
    const [deny] = added({ exemptOwnUserOnly: true, userPaths: ["/team/"] });
    expect(deny?.NotResource).toContain("arn:aws:iam::*:user/team/${aws:username}");
  });
});

describe("userPaths", () => {
  test("each give an ARN of the own user, sorted and once", () => {
    expect(allowed({ userPaths: ["/team/", "/", "/a/b/", "/team/"] }, "iam:EnableMFADevice")).toEqual([
      [
        "arn:aws:iam::*:mfa/*",
        "arn:aws:iam::*:user/${aws:username}",
        "arn:aws:iam::*:user/a/b/${aws:username}",
        "arn:aws:iam::*:user/team/${aws:username}",
      ],
    ]);
  });

  test("are in every statement about the own user", () => {
    const ofTeam = statements({ kind: "selfManage", userPaths: ["/team/"] });
    const ofRoot = statements({ kind: "selfManage" });
    const moved = JSON.stringify(ofRoot).replaceAll("user/${aws:username}", "user/team/${aws:username}");
    expect(JSON.stringify(ofTeam)).toBe(moved);
  });

  test("are literal, even if they contain wildcards", () => {
    expect(allowed({ kind: "selfManage", userPaths: ["/a*b?c$/d/"] }, "iam:EnableMFADevice")).toEqual([
      "arn:aws:iam::*:user/a${*}b${?}c${$}/d/${aws:username}",
    ]);
  });
});

describe("partition", () => {
  test.each(["aws-cn", "aws-us-gov"] as const)("%s is in every ARN", (partition) => {
    const document = JSON.stringify(mfaPolicyDocument({ kind: "selfManage", exemptOwnUserOnly: true, partition }));
    expect(document).toBe(
      JSON.stringify(mfaPolicyDocument({ kind: "selfManage", exemptOwnUserOnly: true })).replaceAll("arn:aws:", `arn:${partition}:`),
    );
  });
});
