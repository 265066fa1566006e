import { type Enforced, type NotProven, proveEnforcement } from "../../modules/enforcement";
import { exemptions, mfaPolicyDocument } from "../../modules/policy";
import { describeOptions, VARIANTS } from "../../verification/variants";

const WITHOUT_MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };

/** A Deny of everything except two actions, with the elements that a test changes. */
function deny(elements: object = {}): object {
  return { Effect: "Deny", NotAction: ["iam:ListUsers", "iam:EnableMFADevice"], Resource: "*", Condition: WITHOUT_MFA, ...elements };
}

function document(...statements: unknown[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

function enforced(...documents: unknown[]): Enforced {
  const verdict = proveEnforcement(documents);
  expect(verdict).toMatchObject({ verdict: "enforced" });
  return verdict as Enforced;
}

function doubts(...documents: unknown[]): NotProven["doubts"] {
  const verdict = proveEnforcement(documents);
  expect(verdict).toMatchObject({ verdict: "not proven" });
  return (verdict as NotProven).doubts;
}

function reasons(...documents: unknown[]): string[] {
  return doubts(...documents).map(({ reason }) => reason);
}

function without(element: string, statement: object): object {
  return Object.fromEntries(Object.entries(statement).filter(([key]) => key !== element));
}

describe("MFA is enforced", () => {
  test("by the article's document, except for its seven exemptions", () => {
    expect(enforced(mfaPolicyDocument())).toEqual({
      verdict: "enforced",
      exemptActions: [
        "iam:ChangePassword",
        "iam:CreateVirtualMFADevice",
        "iam:DeleteVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:ListMFADevices",
        "iam:ListUsers",
        "iam:ListVirtualMFADevices",
      ],
      viaAwsService: "deny",
      by: [{ document: 0, statement: 2, sid: "BlockEverythingUnlessSignedInWithMFA" }],
    });
  });

  test.each(VARIANTS.map((options) => [describeOptions(options) || "no options", options] as const))(
    "by the document with %s, except for its exemptions",
    (_, options) => {
      const { exemptActions, viaAwsService } = enforced(mfaPolicyDocument(options));
      expect(exemptActions).toEqual(exemptions(options));
      expect(viaAwsService).toBe(options.viaAwsService ?? "deny");
    },
  );

  test.each<[string, object]>([
    ["a boolean", { BoolIfExists: { "aws:MultiFactorAuthPresent": false } }],
    ["a list", { BoolIfExists: { "aws:MultiFactorAuthPresent": ["false"] } }],
    ["another case of the key", { BoolIfExists: { "AWS:multifactorauthpresent": "false" } }],
    ["both values", { BoolIfExists: { "aws:MultiFactorAuthPresent": ["true", "false"] } }],
    ["Null on the age of MFA", { Null: { "aws:MultiFactorAuthAge": "true" } }],
    ["an age of MFA that is too high or missing", { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" } }],
    [
      "a second test that always holds",
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": ["true", "false"] } },
    ],
    ["no test at all", {}],
  ])("by a Deny whose condition has %s", (_, Condition) => {
    expect(enforced(document(deny({ Condition }))).exemptActions).toEqual(["iam:EnableMFADevice", "iam:ListUsers"]);
  });

  test.each<[string, object, string[]]>([
    ["a single string instead of a list", document(deny({ NotAction: "iam:ListUsers" })), ["iam:ListUsers"]],
    ["one statement instead of a list", { Version: "2012-10-17", Statement: deny() }, ["iam:EnableMFADevice", "iam:ListUsers"]],
    ["no version", { Statement: [deny()] }, ["iam:EnableMFADevice", "iam:ListUsers"]],
    ["the old version", { Version: "2008-10-17", Statement: [deny()] }, ["iam:EnableMFADevice", "iam:ListUsers"]],
    ["a list of resources with *", document(deny({ Resource: ["arn:aws:s3:::bucket", "*"] })), ["iam:EnableMFADevice", "iam:ListUsers"]],
    ["no condition", document(without("Condition", deny())), ["iam:EnableMFADevice", "iam:ListUsers"]],
    ["a Deny of every action", document({ ...without("NotAction", deny()), Action: "*" }), []],
    [
      "an exemption that is listed twice, in another case",
      document(deny({ NotAction: ["IAM:listusers", "iam:ListUsers"] })),
      ["IAM:listusers"],
    ],
  ])("by a document with %s", (_, given, exemptActions) => {
    expect(enforced(given).exemptActions).toEqual(exemptActions);
  });

  test("by two statements that each deny one kind of request without MFA", () => {
    const withKey = deny({ Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } }, NotAction: ["iam:ListUsers"] });
    const inSession = deny({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } }, NotAction: ["iam:EnableMFADevice"] });
    const verdict = enforced(document(withKey), document({ Effect: "Allow", Action: "*", Resource: "*" }, inSession));
    expect(verdict.exemptActions).toEqual(["iam:EnableMFADevice", "iam:ListUsers"]);
    expect(verdict.by).toEqual([
      { document: 0, statement: 0 },
      { document: 1, statement: 1 },
    ]);
  });

  test("except for the actions that no Deny covers", () => {
    const others = [
      deny({ NotAction: ["iam:ListUsers", "iam:EnableMFADevice", "iam:GetUser"] }),
      deny({ NotAction: "iam:List*" }),
      { Effect: "Deny", Action: "s3:*", Resource: "*" },
    ];
    expect(enforced(document(deny(), ...others)).exemptActions).toEqual(["iam:ListUsers"]);
    expect(enforced(document(deny(), { Effect: "Deny", Action: "iam:*MFA?evice", Resource: "*" })).exemptActions).toEqual([
      "iam:ListUsers",
    ]);
  });

  test("except for actions that are denied only on some resources, or only in some requests", () => {
    const partial = [
      { Effect: "Deny", Action: "iam:ListUsers", NotResource: "arn:aws:iam::*:user/${aws:username}" },
      {
        Effect: "Deny",
        Action: "iam:EnableMFADevice",
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } },
      },
    ];
    expect(enforced(document(deny(), ...partial)).exemptActions).toEqual(["iam:EnableMFADevice", "iam:ListUsers"]);
  });

  test.each(["Bool", "BoolIfExists"])("except for calls through AWS services, if the Deny has %s on aws:ViaAWSService", (operator) => {
    const Condition = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } as Record<string, object>;
    Condition[operator] = { ...Condition[operator], "aws:ViaAWSService": "false" };
    expect(enforced(document(deny({ Condition }))).viaAwsService).toBe("allow");
    const verdict = enforced(document(deny({ Condition, NotAction: "iam:ListUsers" }), deny()));
    expect(verdict).toMatchObject({ viaAwsService: "deny", exemptActions: ["iam:EnableMFADevice", "iam:ListUsers"] });
  });
});

describe("it is not certain that MFA is enforced", () => {
  test("if no Deny covers everything except exemptions", () => {
    const missing =
      "no statement denies everything except a list of exemptions; add a Deny with NotAction, like the one that mfaPolicyDocument returns";
    expect(doubts()).toEqual([{ reason: missing }]);
    expect(doubts(document({ Effect: "Allow", Action: "*", Resource: "*" }))).toEqual([{ reason: missing }]);
    expect(doubts(document({ ...without("NotAction", deny()), Action: ["iam:*", "s3:*"] }))).toEqual([{ reason: missing }]);
  });

  test("because of a statement, which is named with its Sid if it has one", () => {
    const allow = { Sid: "Work", Effect: "Allow", Action: "*", Resource: "*" };
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "false" } };
    expect(doubts(document(allow), document(allow, deny({ Sid: "DenyAll", Condition })))).toEqual([
      {
        document: 1,
        statement: 1,
        sid: "DenyAll",
        reason:
          "its condition Bool aws:MultiFactorAuthPresent false does not hold for a request with a long-term key, which has no aws:MultiFactorAuthPresent at all; write BoolIfExists",
      },
    ]);
  });

  test.each<[string, object, string]>([
    [
      "holds only with a long-term key, because of its value",
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
      'its condition BoolIfExists aws:MultiFactorAuthPresent true does not hold in a session without MFA, where aws:MultiFactorAuthPresent is "false"; write BoolIfExists with "false"',
    ],
    [
      "holds only with a long-term key, because of its operator",
      { Null: { "aws:MultiFactorAuthPresent": true } },
      'its condition Null aws:MultiFactorAuthPresent true does not hold in a session without MFA, where aws:MultiFactorAuthPresent is "false"; write BoolIfExists with "false"',
    ],
    [
      "never holds without MFA",
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      'its condition Bool aws:MultiFactorAuthPresent true never holds without MFA; write BoolIfExists with "aws:MultiFactorAuthPresent": "false"',
    ],
    [
      "compares the age of MFA, which is missing without MFA",
      { NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" } },
      'its condition NumericGreaterThan aws:MultiFactorAuthAge 3600 never holds without MFA; write BoolIfExists with "aws:MultiFactorAuthPresent": "false"',
    ],
    [
      "requires an age of MFA",
      { Null: { "aws:MultiFactorAuthAge": "false" } },
      'its condition Null aws:MultiFactorAuthAge false never holds without MFA; write BoolIfExists with "aws:MultiFactorAuthPresent": "false"',
    ],
    [
      "has two tests that exclude each other",
      { Null: { "aws:MultiFactorAuthPresent": "true" }, Bool: { "aws:MultiFactorAuthPresent": "false" } },
      'its condition Null aws:MultiFactorAuthPresent true and Bool aws:MultiFactorAuthPresent false never holds without MFA; write BoolIfExists with "aws:MultiFactorAuthPresent": "false"',
    ],
    [
      "holds only for calls through AWS services",
      { ...WITHOUT_MFA, Bool: { "aws:ViaAWSService": "true" } },
      'its condition BoolIfExists aws:MultiFactorAuthPresent false and Bool aws:ViaAWSService true holds only for calls that an AWS service makes for the user; write "aws:ViaAWSService": "false" or leave it out',
    ],
    [
      "holds only in some regions",
      { ...WITHOUT_MFA, StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } },
      "its condition StringEquals on aws:RequestedRegion (eu-central-1, eu-west-1) may not hold for every request without MFA; remove it, or move it to a separate statement",
    ],
    [
      "has an operator in a spelling that AWS does not document",
      { boolifexists: { "aws:MultiFactorAuthPresent": "false" } },
      'AWS refuses the condition operator "boolifexists"; did you mean "BoolIfExists"?',
    ],
    [
      "has an operator that AWS does not have",
      { NullIfExists: { "aws:MultiFactorAuthPresent": "true" } },
      'AWS refuses the condition operator "NullIfExists"; did you mean "BoolIfExists"?',
    ],
    [
      "has a value in a spelling that AWS does not document",
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "False" } },
      "its condition BoolIfExists on aws:MultiFactorAuthPresent (False) may not hold for every request without MFA; remove it, or move it to a separate statement",
    ],
  ])("if the condition of the Deny %s", (_, Condition, reason) => {
    expect(reasons(document(deny({ Condition })))).toEqual([reason]);
  });

  test.each<[string, object, string]>([
    [
      "applies to some resources",
      { Resource: ["arn:aws:iam::*:user/*"] },
      'its Resource limits it to some resources; write "Resource": "*"',
    ],
    [
      "does not apply to some resources",
      { Resource: undefined, NotResource: "arn:aws:iam::*:user/*" },
      'its NotResource limits it to some resources; write "Resource": "*"',
    ],
    [
      "exempts actions by a wildcard",
      { NotAction: ["iam:ListUsers", "iam:Get*"] },
      'its NotAction has the wildcard "iam:Get*", so the exemption would grow whenever AWS adds actions; name each action',
    ],
    [
      "exempts everything",
      { NotAction: "*" },
      'its NotAction has the wildcard "*", so the exemption would grow whenever AWS adds actions; name each action',
    ],
    [
      "applies to no resource",
      { Resource: undefined, NotResource: "*" },
      'its NotResource limits it to some resources; write "Resource": "*"',
    ],
  ])("if the Deny %s", (_, elements, reason) => {
    expect(reasons(document(JSON.parse(JSON.stringify(deny(elements)))))).toEqual([reason]);
  });

  test("for several reasons, which are listed by statement, unless AWS would refuse the document", () => {
    const first = deny({ Resource: "arn:aws:s3:::*", NotAction: "s3:*", Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } });
    const limited = [
      'its Resource limits it to some resources; write "Resource": "*"',
      'its NotAction has the wildcard "s3:*", so the exemption would grow whenever AWS adds actions; name each action',
      "its condition Bool aws:MultiFactorAuthPresent false does not hold for a request with a long-term key, which has no aws:MultiFactorAuthPresent at all; write BoolIfExists",
    ];
    const refused = 'AWS refuses the Effect "deny"; use "Allow" or "Deny"';
    expect(doubts(document(first), document(deny({ Effect: "deny" })))).toEqual([
      ...limited.map((reason) => ({ document: 0, statement: 0, reason })),
      { document: 1, statement: 0, reason: refused },
    ]);
    expect(doubts(document(first, deny({ Effect: "deny" })))).toEqual([{ document: 0, statement: 1, reason: refused }]);
  });
});

describe("a document that AWS would refuse proves nothing:", () => {
  const good = document(deny());

  test.each<[string, unknown, string[]]>([
    ["it is a string", "{}", ['"{}" is not a policy document; a document is an object with Version and Statement']],
    ["it is null", null, ["null is not a policy document; a document is an object with Version and Statement"]],
    ["it is a list", [{}], ["[{}] is not a policy document; a document is an object with Version and Statement"]],
    [
      "it has another version",
      { Version: "2012-10-18", Statement: [deny()] },
      ['AWS refuses the Version "2012-10-18"; write "2012-10-17"'],
    ],
    ["it has an unknown element", { ...good, statement: [] }, ['AWS refuses the element "statement"; did you mean "Statement"?']],
    [
      "it has no Statement",
      { Version: "2012-10-17" },
      ["AWS refuses a document without Statement; a document has one statement or a list of them"],
    ],
    ["its list of statements is empty", document(), ["AWS refuses [] as Statement; a document has one statement or a list of them"]],
    [
      "one of its statements is a number",
      document(deny(), 7),
      ["AWS refuses 7 as a statement; a statement is an object with Effect, Action and Resource"],
    ],
    ["its Effect is in another case", document(deny({ Effect: "deny" })), ['AWS refuses the Effect "deny"; use "Allow" or "Deny"']],
    ["it has no Effect", document(without("Effect", deny())), ['AWS refuses a statement without Effect; use "Allow" or "Deny"']],
    [
      "it has a Principal",
      document(deny({ Principal: "*" })),
      ['AWS refuses the element "Principal"; known elements: Action, Condition, Effect, NotAction, NotResource, Resource, Sid'],
    ],
    ["it has Action and NotAction", document(deny({ Action: "*" })), ["AWS refuses a statement unless it has either Action or NotAction"]],
    [
      "it has neither Action nor NotAction",
      document(without("NotAction", deny())),
      ["AWS refuses a statement unless it has either Action or NotAction"],
    ],
    [
      "it has neither Resource nor NotResource",
      document(without("Resource", deny())),
      ["AWS refuses a statement unless it has either Resource or NotResource"],
    ],
    [
      "its NotAction is an empty list",
      document(deny({ NotAction: [] })),
      ['[] is not a valid NotAction; use "service:Action" or "*", or a list of them'],
    ],
    [
      "its NotAction lists something that is not an action",
      document(deny({ NotAction: ["iam:ListUsers", "ListUsers", 7] })),
      [
        '"ListUsers" is not a valid NotAction; use "service:Action" or "*", or a list of them',
        '7 is not a valid NotAction; use "service:Action" or "*", or a list of them',
      ],
    ],
    [
      "its Resource is not an ARN",
      document(deny({ Resource: "bucket" })),
      ['"bucket" is not a valid Resource; use ARNs or "*", or a list of them'],
    ],
    [
      "its Condition is a list",
      document(deny({ Condition: [] })),
      ["AWS refuses [] in Condition; a condition is { operator: { key: one or more values } }"],
    ],
    [
      "an operator of its Condition has no key",
      document(deny({ Condition: { BoolIfExists: {} } })),
      ['AWS refuses {"BoolIfExists":{}} in Condition; a condition is { operator: { key: one or more values } }'],
    ],
    [
      "a key of its Condition has no value",
      document(deny({ Condition: { Null: { "aws:MultiFactorAuthAge": [] } } })),
      ['AWS refuses {"Null":{"aws:MultiFactorAuthAge":[]}} in Condition; a condition is { operator: { key: one or more values } }'],
    ],
    ["its Sid has a space", document(deny({ Sid: "Deny all" })), ['AWS refuses the Sid "Deny all"; use letters and digits']],
    ["its Sid is a number", document(deny({ Sid: 1 })), ["AWS refuses the Sid 1; use letters and digits"]],
    [
      "two statements have the same Sid",
      document(deny({ Sid: "A" }), deny({ Sid: "A" })),
      ['AWS refuses the Sid "A" twice in a document; rename one'],
    ],
  ])("%s", (_, given, expected) => {
    expect(reasons(given)).toEqual(expected);
  });
});

test("a document that AWS would refuse does not change what another one proves", () => {
  expect(enforced(document(deny({ Effect: "deny" })), document(deny())).by).toEqual([{ document: 1, statement: 0 }]);
});

test.each<[what: string, value: unknown, reason: string]>([
  [
    "is longer than AWS permits",
    document(
      deny(),
      ...Array.from({ length: 60 }, (_, index) => ({
        Effect: "Allow",
        Action: "s3:*",
        Resource: `arn:aws:s3:::bucket-${index}-${"x".repeat(40)}`,
      })),
    ),
    "AWS refuses a document of 6901 characters; shorten it to 6144, not counting white space",
  ],
  [
    "has an ARN without all parts",
    document(deny(), { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3" }),
    '"arn:aws:s3" is not a valid Resource; use ARNs or "*", or a list of them',
  ],
  [
    "has a policy variable in place of an ARN",
    document(deny(), { Effect: "Allow", Action: "s3:*", Resource: "${aws:PrincipalTag/bucket}" }),
    '"${aws:PrincipalTag/bucket}" is not a valid Resource; use ARNs or "*", or a list of them',
  ],
])("a document that %s proves nothing", (_, value, reason) => {
  expect(reasons(value)).toEqual([reason]);
});

describe("an exemption that opens up the Deny itself proves nothing", () => {
  test.each([
    ["iam:CreateAccessKey", "it creates or changes credentials, which could then be used instead"],
    ["iam:removeuserfromgroup", "the Deny no longer applies to a user who has left the group"],
    ["iam:DetachGroupPolicy", "it changes permissions, and could remove the Deny"],
    ["iam:DeactivateMFADevice", "whoever has not signed in with MFA could remove a user's MFA device and register their own"],
    ["sts:AssumeRole", "it hands out sessions or tokens that the Deny does not reach"],
  ])("%s", (action, reason) => {
    const exempting = document(deny({ NotAction: ["iam:ListUsers", action] }));
    expect(doubts(exempting)).toEqual([{ document: 0, statement: 0, reason: `it exempts ${action}, but ${reason}; remove the exemption` }]);
    expect(enforced(exempting, document(deny())).exemptActions).toEqual(["iam:ListUsers"]);
  });

  test("a service that may act for its callers, where the Deny spares what services do for users", () => {
    const Condition = { BoolIfExists: { ...WITHOUT_MFA.BoolIfExists, "aws:ViaAWSService": "false" } };
    expect(reasons(document(deny({ NotAction: ["cloudformation:CreateStack"], Condition })))).toEqual([
      'it exempts cloudformation:CreateStack, but with viaAwsService: "allow", cloudformation could do, without MFA, anything that the managed policies allow; only codecommit, iam, sts are known not to act for their callers; remove the exemption',
    ]);
    expect(enforced(document(deny({ NotAction: ["cloudformation:CreateStack"] }))).exemptActions).toEqual(["cloudformation:CreateStack"]);
  });
});

test("empty Sids may be repeated", () => {
  expect(enforced(document(deny({ Sid: "" }), deny({ Sid: "" }))).by).toHaveLength(2);
});

test("a pattern with many wildcards does not take long to match", () => {
  const pattern = `s3:${"*a".repeat(60)}*b`;
  const exempt = `s3:${"a".repeat(120)}`;
  const verdict = enforced(document(deny({ NotAction: exempt }), { Effect: "Deny", Action: pattern, Resource: "*" }));
  expect(verdict.exemptActions).toEqual([exempt]);
});
