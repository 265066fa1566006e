import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AnnotationMetadataEntryType, App, TerraformStack, Testing } from "cdktf";
import {
  defineRoster,
  type ManagedPolicy,
  MfaEnforcedGroup,
  MfaEnforcedRoster,
  type MfaDocumentOptions,
  MfaPolicy,
  mfaPolicyDocument,
  type Roster,
  type RosterUser,
} from "../../modules";

const PGP_KEY = "keybase:first";

function newStack(): TerraformStack {
  return new TerraformStack(new App({ outdir: Testing.app().outdir }), "stack");
}

type Person = Omit<RosterUser, "groups">;

function roster(managedPolicies: readonly ManagedPolicy[], people: readonly Person[] = [{ name: "john" }]): Roster {
  return defineRoster({
    groups: { Group: { managedPolicies } },
    users: people.map((person) => ({ ...person, groups: ["Group" as const] })),
  });
}

/** The options that the document of a roster's policy is made from. */
function optionsOf(
  managedPolicies: readonly ManagedPolicy[],
  document?: MfaDocumentOptions,
  users?: readonly Person[],
): MfaDocumentOptions {
  return new MfaEnforcedRoster(newStack(), "identity", { roster: roster(managedPolicies, users), document }).mfaPolicy.documentOptions;
}

function warnings(stack: TerraformStack): readonly unknown[] {
  const metadata = stack.node.findAll().flatMap(({ node }) => node.metadata);
  return metadata
    .filter(({ type }) => type === (AnnotationMetadataEntryType.WARN as string))
    .map(({ data, trace }): unknown => trace ?? data);
}

describe("MfaEnforcedRoster", () => {
  test("the default document is the article's", () => {
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: roster(["PowerUserAccess"]) });
    expect(mfaPolicy.document).toEqual(mfaPolicyDocument());
  });

  test("the options are passed on", () => {
    const document: MfaDocumentOptions = { kind: "selfManage", parts: ["mfa"], maxMfaAgeSeconds: 3600, partition: "aws-us-gov" };
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: roster(["PowerUserAccess"]), document });
    expect(mfaPolicy.document).toEqual(mfaPolicyDocument(document));
  });

  test.each([
    ["AdministratorAccess", true],
    ["IAMFullAccess", true],
    ["arn:aws:iam::aws:policy/AdministratorAccess", true],
    [{ arn: "arn:aws:iam::aws:policy/IAMFullAccess", node: { path: "stack/own" } }, true],
    ["PowerUserAccess", undefined],
    ["arn:aws:iam::123456789012:policy/AdministratorAccess", undefined],
  ] as const)("with the managed policy %p, exemptOwnUserOnly is %p", (policy, exemptOwnUserOnly) => {
    expect(optionsOf(["ReadOnlyAccess", policy]).exemptOwnUserOnly).toBe(exemptOwnUserOnly);
  });

  test.each([true, false])("exemptOwnUserOnly: %p is kept", (exemptOwnUserOnly) => {
    expect(optionsOf(["AdministratorAccess"], { exemptOwnUserOnly }).exemptOwnUserOnly).toBe(exemptOwnUserOnly);
    expect(optionsOf(["PowerUserAccess"], { exemptOwnUserOnly }).exemptOwnUserOnly).toBe(exemptOwnUserOnly);
  });

  test("the document contains the paths of the users", () => {
    const users = [{ name: "john", path: "/team/" }, { name: "first.colleague" }, { name: "second.colleague", path: "/a/b/" }];
    expect(optionsOf([], { userPaths: ["/more/"] }, users).userPaths).toEqual(["/more/", "/", "/team/", "/a/b/"]);
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: roster([], users) });
    expect(JSON.stringify(mfaPolicy.document)).toContain("user/team/${aws:username}");
  });

  test("the document also contains the path of a user in no group, who carries it too", () => {
    const people = defineRoster({
      groups: { Group: { managedPolicies: [] } },
      users: [
        { name: "john", groups: ["Group"] },
        { name: "first.colleague", groups: [], path: "/out/" },
      ],
    });
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: people });
    expect(mfaPolicy.document).toEqual(mfaPolicyDocument({ userPaths: ["/", "/out/"] }));
  });

  test("invalid options are refused, with their place", () => {
    const document = { kind: "selfManage", exemptActions: ["codecommit:GitPul"], maxMfaAgeSeconds: 1 } as const;
    expect(() => new MfaEnforcedRoster(newStack(), "identity", { roster: roster(["AdministratorAccess"]), document })).toThrow(
      / has 2 problems:\n {2}document\.maxMfaAgeSeconds: 1 is out of range.*\n {2}document\.exemptActions\[0\]: AWS had no action "codecommit:GitPul"/,
    );
  });

  test("null is refused as options", () => {
    const document = null as unknown as MfaDocumentOptions;
    expect(() => new MfaEnforcedRoster(newStack(), "identity", { roster: roster([]), document })).toThrow(
      "document: null is not an object of options",
    );
  });

  test("managed policies of another partition are refused, all at once", () => {
    const people = defineRoster({
      groups: {
        Group: { managedPolicies: ["PowerUserAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"] },
        "other.group": { managedPolicies: ["arn:aws-us-gov:iam::123456789012:policy/Team"] },
      },
      users: [{ name: "john", groups: ["Group", "other.group"] }],
    });
    const make = (): unknown => new MfaEnforcedRoster(newStack(), "identity", { roster: people, document: { partition: "aws-cn" } });
    expect(make).toThrow(/stack\/identity has 2 problems:\n/);
    expect(make).toThrow(
      'groups.Group.managedPolicies[1]: "arn:aws:iam::aws:policy/ReadOnlyAccess" is in another partition than the MFA policy, which is in "aws-cn"; use an ARN of that partition, or set document.partition',
    );
    expect(make).toThrow(
      'groups["other.group"].managedPolicies[0]: "arn:aws-us-gov:iam::123456789012:policy/Team" is in another partition',
    );
  });

  const loginProfile = { pgpKey: PGP_KEY };

  test.each([[{ kind: "selfManage" }], [{ changePasswordWithoutMfa: false }]] as const)(
    "a first password that cannot be changed is refused, with %p",
    (document) => {
      const users = [{ name: "john" }, { name: "first.colleague", loginProfile }];
      expect(() => new MfaEnforcedRoster(newStack(), "identity", { roster: roster([], users), document })).toThrow(
        'users[1] "first.colleague".loginProfile: the first password must be changed at sign-in, but the policies of this user do not allow that before MFA; set document.changePasswordWithoutMfa: true, or remove loginProfile and set a password by other means',
      );
    },
  );

  test.each([[undefined], [{ changePasswordWithoutMfa: true }], [{ kind: "selfManage", changePasswordWithoutMfa: true }]] as const)(
    "a first password is accepted with %p",
    (document) => {
      expect(optionsOf([], document, [{ name: "john", loginProfile }])).toEqual(document ?? {});
    },
  );
});

describe("MfaPolicy", () => {
  test("a document that is too long is refused, and the message says what takes how much", () => {
    const userPaths = Array.from({ length: 40 }, (_, index) => `/team${index}/${"x".repeat(100)}/`);
    expect(() => new MfaPolicy(newStack(), "policy", { document: { userPaths } })).toThrow(
      /^stack\/policy has 1 problem:\n {2}document: the document has \d+ characters .* leaving out some of these: userPaths \d+$/,
    );
  });
});

describe("MfaEnforcedGroup", () => {
  function group(managedPolicies: readonly ManagedPolicy[], document: MfaDocumentOptions = {}, stack = newStack()): TerraformStack {
    const mfaPolicy = new MfaPolicy(stack, "policy", { document });
    new MfaEnforcedGroup(stack, "group", { groupName: "Group", mfaPolicy, managedPolicies, members: ["john"] });
    return stack;
  }

  test("a managed policy of another partition is refused, and one whose ARN only Terraform knows is accepted", () => {
    expect(() => group(["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"])).toThrow(/managedPolicies\[0\]: .* is in another partition/);
    const stack = newStack();
    const policy = new IamPolicy(stack, "own", { policy: "{}" });
    expect(() => group([policy, "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"], { partition: "aws-cn" }, stack)).not.toThrow();
  });

  test("AWS managed policies are attached in the document's partition", () => {
    const synthesized = Testing.synth(group(["PowerUserAccess"], { partition: "aws-us-gov" }));
    expect(synthesized).toContain("arn:aws-us-gov:iam::aws:policy/PowerUserAccess");
    expect(synthesized).toContain("arn:aws-us-gov:iam::aws:policy/IAMUserChangePassword");
    expect(synthesized).not.toContain("arn:aws:");
  });

  test("a group of administrators whose exemptions reach others is a warning, unless exemptOwnUserOnly is set", () => {
    expect(warnings(group(["AdministratorAccess"]))).toEqual([
      expect.stringMatching(/^the group "Group" has administrator rights, .*exemptOwnUserOnly/),
    ]);
    expect(warnings(group(["AdministratorAccess"], { exemptOwnUserOnly: false }))).toEqual([]);
    expect(warnings(group(["AdministratorAccess"], { exemptOwnUserOnly: true }))).toEqual([]);
    expect(warnings(group(["PowerUserAccess"]))).toEqual([]);
  });
});
