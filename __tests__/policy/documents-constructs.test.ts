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

function roster(grants: readonly Grant[], people: readonly Person[] = [{ name: "john" }]): Roster {
  return defineRoster({ groups: { Group: { managedPolicies } }, users: people.map((person) => ({ ...person, groups: ["Group" as const] })) });
}

/** The options that the document of a roster's policy is made from. */
function optionsOf(grants: readonly Grant[], document?: MfaDocumentOptions, users?: readonly Person[]): MfaDocumentOptions {
  return new MfaEnforcedRoster(newStack(), "identity", { roster: roster(grants, users), document }).mfaPolicy.documentOptions;
}

function warnings(stack: TerraformStack): readonly unknown[] {
  const metadata = stack.node.findAll().flatMap(({ node }) => node.metadata);
  return metadata
    .filter(({ type }) => type === (AnnotationMetadataEntryType.WARN as string))
    .map(({ data, trace }): unknown => trace ?? data);
}

describe("MfaEnforcedRoster", () => {
  test("is the article's document where neither the roster nor the options say otherwise", () => {
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: roster(["PowerUserAccess"]) });
    expect(mfaPolicy.document).toEqual(mfaPolicyDocument());
  });

  test("passes the options on", () => {
    const document: MfaDocumentOptions = { kind: "selfManage", parts: ["mfa"], maxMfaAgeSeconds: 3600, partition: "aws-us-gov" };
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: roster(["PowerUserAccess"]), document });
    expect(mfaPolicy.document).toEqual(mfaPolicyDocument(document));
  });

  test.each([
    ["AdministratorAccess", true],
    ["IAMFullAccess", true],
    ["arn:aws:iam::aws:policy/AdministratorAccess", true],
    [{ arn: "arn:aws:iam::aws:policy/IAMFullAccess" }, true],
    ["PowerUserAccess", undefined],
    ["arn:aws:iam::123456789012:policy/AdministratorAccess", undefined],
  ] as const)("with the grant %p, exemptions are bound to the own user: %p", (grant, exemptOwnUserOnly) => {
    expect(optionsOf(["ReadOnlyAccess", grant]).exemptOwnUserOnly).toBe(exemptOwnUserOnly);
  });

  test.each([true, false])("exemptOwnUserOnly: %p stays as it is asked for", (exemptOwnUserOnly) => {
    expect(optionsOf(["AdministratorAccess"], { exemptOwnUserOnly }).exemptOwnUserOnly).toBe(exemptOwnUserOnly);
    expect(optionsOf(["PowerUserAccess"], { exemptOwnUserOnly }).exemptOwnUserOnly).toBe(exemptOwnUserOnly);
  });

  test("the document has the paths of those who carry it", () => {
    const users = [{ name: "john", path: "/team/" }, { name: "first.colleague" }, { name: "second.colleague", path: "/a/b/" }];
    expect(optionsOf([], { userPaths: ["/more/"] }, users).userPaths).toEqual(["/more/", "/", "/team/", "/a/b/"]);
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: roster([], users) });
    expect(JSON.stringify(mfaPolicy.document)).toContain("user/team/${aws:username}");
  });

  test("the path of a user in no group is left out", () => {
    const people = defineRoster({
      groups: { Group: { managedPolicies: [] } },
      users: [
        { name: "john", groups: ["Group"] },
        { name: "first.colleague", groups: [], path: "/out/" },
      ],
    });
    const { mfaPolicy } = new MfaEnforcedRoster(newStack(), "identity", { roster: people });
    expect(mfaPolicy.document).toEqual(mfaPolicyDocument());
  });

  test("refuses options that are wrong, with their place", () => {
    const document = { kind: "selfManage", exemptActions: ["codecommit:GitPul"], maxMfaAgeSeconds: 1 } as const;
    expect(() => new MfaEnforcedRoster(newStack(), "identity", { roster: roster(["AdministratorAccess"]), document })).toThrow(
      / has 2 problems:\n {2}document\.maxMfaAgeSeconds: 1 is out of range.*\n {2}document\.exemptActions\[0\]: "codecommit:GitPul" is no action/,
    );
  });

  test("refuses null for the options", () => {
    const document = null as unknown as MfaDocumentOptions;
    expect(() => new MfaEnforcedRoster(newStack(), "identity", { roster: roster([]), document })).toThrow(
      "document: null where an object of options is expected",
    );
  });

  test("refuses grants of another partition, all at once", () => {
    const people = defineRoster({
      groups: {
        Group: { managedPolicies: ["PowerUserAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"] },
        "other.group": { managedPolicies: [{ arn: "arn:aws-us-gov:iam::123456789012:policy/Team" }] },
      },
      users: [{ name: "john", groups: ["Group", "other.group"] }],
    });
    const make = (): unknown => new MfaEnforcedRoster(newStack(), "identity", { roster: people, document: { partition: "aws-cn" } });
    expect(make).toThrow(/stack\/identity has 2 problems:\n/);
    expect(make).toThrow(
      'groups.Group.managedPolicies[1]: the grant "arn:aws:iam::aws:policy/ReadOnlyAccess" is in another partition than the MFA policy, which is in "aws-cn"; write the grant\'s ARN of that partition, or set document.partition',
    );
    expect(make).toThrow(
      'groups["other.group"].managedPolicies[0]: the grant "arn:aws-us-gov:iam::123456789012:policy/Team" is in another partition',
    );
  });

  const loginProfile = { pgpKey: PGP_KEY };

  test.each([[{ kind: "selfManage" }], [{ changePasswordWithoutMfa: false }]] as const)(
    "refuses a first password that nobody can change, with %p",
    (document) => {
      const users = [{ name: "john" }, { name: "first.colleague", loginProfile }];
      expect(() => new MfaEnforcedRoster(newStack(), "identity", { roster: roster([], users), document })).toThrow(
        "users[1].loginProfile: the first password must be changed at sign-in, and the MFA document denies that before MFA; write document: { changePasswordWithoutMfa: true }, or remove loginProfile and hand out a password by other means",
      );
    },
  );

  test.each([[undefined], [{ changePasswordWithoutMfa: true }], [{ kind: "selfManage", changePasswordWithoutMfa: true }]] as const)(
    "takes a first password with %p",
    (document) => {
      expect(optionsOf([], document, [{ name: "john", loginProfile }])).toEqual(document ?? {});
    },
  );
});

describe("MfaPolicy", () => {
  test("is too long with more exemptions than fit, and says what takes how much", () => {
    const userPaths = Array.from({ length: 40 }, (_, index) => `/team${index}/${"x".repeat(100)}/`);
    expect(() => new MfaPolicy(newStack(), "policy", { document: { userPaths } })).toThrow(
      /^stack\/policy has 1 problem:\n {2}document: the document is \d+ characters long .* what these take: userPaths \d+$/,
    );
  });
});

describe("MfaEnforcedGroup", () => {
  function group(grants: readonly Grant[], document: MfaDocumentOptions = {}, stack = newStack()): TerraformStack {
    const mfaPolicy = new MfaPolicy(stack, "policy", { document });
    new MfaEnforcedGroup(stack, "group", { groupName: "Group", mfaPolicy, grants, members: ["john"] });
    return stack;
  }

  test("refuses a grant of another partition, and takes one that is not known yet", () => {
    expect(() => group(["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"])).toThrow(/grants\[0\]: the grant .* is in another partition/);
    const stack = newStack();
    const policy = new IamPolicy(stack, "own", { policy: "{}" });
    expect(() => group([policy, "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"], { partition: "aws-cn" }, stack)).not.toThrow();
  });

  test("attaches AWS's policies of the document's partition", () => {
    const synthesized = Testing.synth(group(["PowerUserAccess"], { partition: "aws-us-gov" }));
    expect(synthesized).toContain("arn:aws-us-gov:iam::aws:policy/PowerUserAccess");
    expect(synthesized).toContain("arn:aws-us-gov:iam::aws:policy/IAMUserChangePassword");
    expect(synthesized).not.toContain("arn:aws:");
  });

  test("warns of administrators whose exemptions reach others, unless that is decided", () => {
    expect(warnings(group(["AdministratorAccess"]))).toEqual([
      expect.stringMatching(/^the group "Group" has administrator rights, .*exemptOwnUserOnly/),
    ]);
    expect(warnings(group(["AdministratorAccess"], { exemptOwnUserOnly: false }))).toEqual([]);
    expect(warnings(group(["AdministratorAccess"], { exemptOwnUserOnly: true }))).toEqual([]);
    expect(warnings(group(["PowerUserAccess"]))).toEqual([]);
  });
});
