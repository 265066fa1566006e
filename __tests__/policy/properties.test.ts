import fc from "fast-check";
import { actionsOf, MAX_POLICY_LENGTH } from "../../modules/iam";
import {
  buildDocument,
  checkMfaDocumentOptions,
  type MfaDocumentOptions,
  mfaPolicyDocument,
  policyLength,
  serializePolicy,
  type Statement,
} from "../../modules/policy";
import { InvalidInputError } from "../../modules/problem";
import { escapeForTerraform, hasTemplate } from "../../modules/terraform";
import { evaluateTemplate } from "../helpers/synth";

/** Actions that must never be exempt, written out here so that a mistake in modules/iam or modules/policy shows. */
const NEVER_EXEMPT =
  /^(\*|iam:(deactivatemfadevice|addusertogroup|removeuserfromgroup|passrole|update(?!.*serverc).*|(attach|detach|put|delete(?!virtualmfadevice)|create(?!virtualmfadevice)|set|upload|reset|add|remove|tag|untag).*)|sts:(assume.*|getfederationtoken|get(?!session|service)[a-z]*token|getservicebearertoken))$/i;

const SERVICES = ["codecommit", "iam", "sts", "s3", "kms", "cloudformation", "organizations", "sso"];
const ACTIONS = SERVICES.flatMap((service) => actionsOf(service).map((action): `${string}:${string}` => `${service}:${action}`));

/** Text in any mix of upper and lower case. */
function anyCase<Text extends string>(text: Text): fc.Arbitrary<Text> {
  return fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((large) => Array.from(text, (letter, index) => (large[index] ? letter.toUpperCase() : letter.toLowerCase())).join("") as Text);
}

const actions = fc.array(
  fc.constantFrom(...ACTIONS).chain((action) => fc.oneof(fc.constant(action), anyCase(action))),
  { maxLength: 8 },
);
const path = fc
  .oneof(fc.constantFrom("/", "/team/", "/a/b/"), fc.stringMatching(/^\/[!-~]{1,20}\/$/), fc.stringMatching(/^\/[$%{}*?"\\ab]{1,12}\/$/))
  .filter((text) => !hasTemplate(text));

/** Options of the right shape; some contradict each other or exempt what must not be exempt. */
const options: fc.Arbitrary<MfaDocumentOptions> = fc.record(
  {
    kind: fc.constantFrom("minimal", "selfManage"),
    parts: fc.subarray(["password", "accessKeys", "signingCertificates", "sshKeys", "serviceSpecificCredentials", "mfa"]),
    changePasswordWithoutMfa: fc.boolean(),
    getSessionTokenWithoutMfa: fc.boolean(),
    exemptActions: actions,
    maxMfaAgeSeconds: fc.integer({ min: 900, max: 129_600 }),
    viaAwsService: fc.constantFrom("deny", "allow"),
    allowedDevices: fc.constantFrom("any", "phishing-resistant"),
    securityKeys: fc.record(
      { fido: fc.constantFrom("L1", "L2plus", "L3plus"), fips140: fc.constantFrom("L1", "L4") },
      { requiredKeys: ["fido"] },
    ),
    exemptOwnUserOnly: fc.boolean(),
    userPaths: fc.array(path, { minLength: 1, maxLength: 3 }),
    partition: fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
  },
  { requiredKeys: [] },
);

/** Options without problems: what has a problem is left out. The few documents that are still too long are skipped. */
const goodOptions = options.map(withoutProblems).filter((good) => checkMfaDocumentOptions(good).length === 0);

function withoutProblems(given: MfaDocumentOptions): MfaDocumentOptions {
  const problems = checkMfaDocumentOptions(given).map((problem) => problem.path);
  const exemptActions = given.exemptActions?.filter((_, index) => !problems.includes(`exemptActions[${index}]`));
  return Object.fromEntries(Object.entries({ ...given, exemptActions }).filter(([key]) => !problems.includes(key)));
}

function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

/** The same options, written in another order. */
function reordered(given: MfaDocumentOptions): fc.Arbitrary<MfaDocumentOptions> {
  const { exemptActions, userPaths, parts } = given;
  return fc
    .record({
      keys: shuffled(Object.keys(given)),
      exemptActions: shuffled(exemptActions ?? []),
      userPaths: shuffled(userPaths ?? []),
      parts: shuffled(parts ?? []),
    })
    .map(({ keys, ...lists }) => {
      const values: Readonly<Record<string, unknown>> = {
        ...given,
        ...(exemptActions && { exemptActions: lists.exemptActions }),
        ...(userPaths && { userPaths: lists.userPaths }),
        ...(parts && { parts: lists.parts }),
      };
      return Object.fromEntries(keys.map((key) => [key, values[key]]));
    });
}

function exempt(statement: Statement): readonly string[] {
  return [statement.NotAction ?? []].flat();
}

/** A property of the document of any options without problems. */
function assertForAll(check: (statements: readonly Statement[], given: MfaDocumentOptions) => void): void {
  fc.assert(
    fc.property(goodOptions, (given) => {
      check(mfaPolicyDocument(given).Statement, given);
    }),
  );
}

test("every document has exactly one Deny of everything but the exemptions without MFA", () => {
  assertForAll((statements, given) => {
    const denies = statements.filter(({ NotAction, Condition }) => NotAction && !Condition?.NumericGreaterThanIfExists);
    expect(denies).toHaveLength(1);
    const via = given.viaAwsService === "allow" ? { "aws:ViaAWSService": "false" } : {};
    expect(denies[0]).toMatchObject({ Effect: "Deny", Resource: "*" });
    expect(denies[0]?.Condition).toEqual({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false", ...via } });
  });
});

test("maxMfaAgeSeconds never changes what is denied without MFA", () => {
  assertForAll((_, given) => {
    const withAge = mfaPolicyDocument({ ...given, maxMfaAgeSeconds: 3600 }).Statement;
    const without = mfaPolicyDocument({ ...given, maxMfaAgeSeconds: undefined }).Statement;
    expect(withAge).toEqual(expect.arrayContaining([...without]));
    const [noMfa, tooOld] = withAge.filter(({ NotAction }) => NotAction);
    expect(tooOld?.NotAction).toEqual(noMfa?.NotAction);
  });
});

test("no document exempts a wildcard or an action that could get around the Deny", () => {
  assertForAll((statements) => {
    for (const action of statements.flatMap(exempt)) {
      expect(action).not.toMatch(NEVER_EXEMPT);
      expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
    }
  });
});

test("all minimal documents exempt iam:DeleteVirtualMFADevice, and no selfManage document does", () => {
  assertForAll((statements, { kind }) => {
    expect(statements.flatMap(exempt).includes("iam:DeleteVirtualMFADevice")).toBe(kind !== "selfManage");
  });
});

test("an action that could get around the Deny is refused in any case, next to any other options", () => {
  const bypasses = fc.constantFrom(...ACTIONS.filter((action) => NEVER_EXEMPT.test(action))).chain(anyCase);
  fc.assert(
    fc.property(goodOptions, bypasses, (given, bypass) => {
      const { exemptActions = [] } = given;
      const problems = checkMfaDocumentOptions({ ...given, exemptActions: [...exemptActions, bypass] });
      expect(problems.map(({ code, path: place }) => [code, place])).toEqual([["never-exempt", `exemptActions[${exemptActions.length}]`]]);
    }),
  );
});

test("a user without a device can register one with every document", () => {
  assertForAll((statements, { partition = "aws", userPaths = ["/"] }) => {
    const enable = "iam:EnableMFADevice";
    const own = userPaths.map((text) => `arn:${partition}:iam::*:user${text.replace(/[*?$]/g, "${$&}")}\${aws:username}`);
    const allow = statements.find(({ Effect, Action }) => Effect === "Allow" && Action?.includes(enable));
    expect([allow?.Resource].flat()).toEqual(expect.arrayContaining(own));
    expect(statements.filter(({ NotAction }) => NotAction).every((deny) => exempt(deny).includes(enable))).toBe(true);
    const bound = statements.filter(({ NotResource }) => NotResource);
    expect(bound.every(({ NotResource }) => own.every((arn) => NotResource?.includes(arn)))).toBe(true);
  });
});

test("the order of options, and of the values in them, makes no difference", () => {
  const pair = goodOptions.chain((given) => fc.tuple(fc.constant(given), reordered(given)));
  fc.assert(
    fc.property(pair, ([given, other]) => {
      expect(serializePolicy(mfaPolicyDocument(other))).toBe(serializePolicy(mfaPolicyDocument(given)));
    }),
  );
});

test("Terraform reads an escaped document as the document, without templates", () => {
  assertForAll((_, given) => {
    const text = serializePolicy(mfaPolicyDocument(given));
    expect(evaluateTemplate(escapeForTerraform(text))).toBe(text);
  });
});

test("every statement of a document has its own Sid of letters and digits", () => {
  assertForAll((statements) => {
    const sids = statements.map(({ Sid }) => Sid);
    expect(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid ?? ""))).toBe(true);
    expect(new Set(sids).size).toBe(sids.length);
  });
});

test("a document is refused exactly if it is too long for a managed policy", () => {
  const many = fc.record({
    kind: fc.constantFrom("minimal" as const, "selfManage" as const),
    exemptActions: fc.subarray(
      actionsOf("ec2").map((action): `ec2:${string}` => `ec2:${action}`),
      { maxLength: 200 },
    ),
    userPaths: fc.array(fc.stringMatching(/^\/[a-z]{1,200}\/$/), { minLength: 1, maxLength: 12 }),
  });
  fc.assert(
    fc.property(many, (given) => {
      const codes = checkMfaDocumentOptions(given).map(({ code }) => code);
      expect(codes).toEqual(policyLength(buildDocument(given)) > MAX_POLICY_LENGTH ? ["document-too-long"] : []);
    }),
    { numRuns: 30 },
  );
});

test("input of any shape gives a document or is refused with its problems", () => {
  const names = ["kind", "parts", "changePasswordWithoutMfa", "getSessionTokenWithoutMfa", "exemptActions", "maxMfaAgeSeconds"];
  const others = ["viaAwsService", "allowedDevices", "securityKeys", "exemptOwnUserOnly", "userPaths", "partition", "other"];
  const junk = fc.oneof(
    fc.anything().filter((value) => value !== undefined),
    fc.dictionary(fc.constantFrom(...names, ...others), fc.anything()),
    options,
  );
  fc.assert(
    fc.property(junk, (given) => {
      const problems = checkMfaDocumentOptions(given);
      if (problems.length > 0) {
        expect(() => mfaPolicyDocument(given as MfaDocumentOptions)).toThrow(InvalidInputError);
      } else {
        expect(mfaPolicyDocument(given as MfaDocumentOptions).Statement.length).toBeGreaterThan(2);
      }
    }),
  );
});
