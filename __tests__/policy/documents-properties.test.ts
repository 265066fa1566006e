import fc from "fast-check";
import { InvalidInputError } from "../../modules/problem";
import {
  checkMfaDocumentOptions,
  MAX_POLICY_LENGTH,
  type MfaDocumentOptions,
  mfaPolicyDocument,
  policyLength,
  serializeForTerraform,
  serializePolicy,
  type Statement,
} from "../../modules/policy";
import { actionsOf } from "../../modules/iam";

/** Written out here, so that a mistake in the rules of modules/policy shows. */
const FOOT_GUNS =
  /^(\*|iam:(deactivatemfadevice|addusertogroup|removeuserfromgroup|passrole|update(?!.*serverc).*|(attach|detach|put|delete(?!virtualmfadevice)|create(?!virtualmfadevice)|set|upload|reset|add|remove|tag|untag).*)|sts:(assume.*|getfederationtoken|get(?!session|service)[a-z]*token|getservicebearertoken))$/;

const SERVICES = ["codecommit", "iam", "sts", "s3", "kms", "cloudformation", "organizations", "sso"];
const ACTIONS = SERVICES.flatMap((service) => actionsOf(service).map((action): `${string}:${string}` => `${service}:${action}`));

/** Text whose letters may be large or small. */
function anyCase<Text extends string>(text: Text): fc.Arbitrary<Text> {
  return fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((large) => Array.from(text, (letter, index) => (large[index] ? letter.toUpperCase() : letter.toLowerCase())).join("") as Text);
}

const actions = fc.array(
  fc.constantFrom(...ACTIONS).chain((action) => fc.oneof(fc.constant(action), anyCase(action))),
  { maxLength: 8 },
);
const paths = fc.array(
  fc.oneof(fc.constantFrom("/", "/team/", "/a/b/"), fc.stringMatching(/^\/[!-~]{1,20}\/$/), fc.stringMatching(/^\/[$%{}*?"\\ab]{1,12}\/$/)),
  { minLength: 1, maxLength: 3 },
);

/** Options of the right shape; some contradict each other or exempt what is never exempt. */
const options: fc.Arbitrary<MfaDocumentOptions> = fc.record(
  {
    kind: fc.constantFrom("minimal", "selfManage"),
    parts: fc.subarray(["password", "accessKeys", "signingCertificates", "sshKeys", "serviceSpecificCredentials", "mfa"]),
    changePasswordWithoutMfa: fc.boolean(),
    getSessionTokenWithoutMfa: fc.boolean(),
    exemptActions: actions,
    maxMfaAgeSeconds: fc.integer({ min: 900, max: 129_600 }),
    viaAwsService: fc.constantFrom("deny", "allow"),
    devices: fc.constantFrom("any", "phishing-resistant"),
    securityKeys: fc.record(
      { fido: fc.constantFrom("L1", "L2plus", "L3plus"), fips140: fc.constantFrom("L1", "L4") },
      { requiredKeys: ["fido"] },
    ),
    exemptOwnUserOnly: fc.boolean(),
    userPaths: paths,
    partition: fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
  },
  { requiredKeys: [] },
);

/** Options that are taken: what is wrong with the others is left out. */
const goodOptions = options.map((given) => {
  const good = { ...given };
  for (let problems = checkMfaDocumentOptions(good); problems.length > 0; problems = checkMfaDocumentOptions(good)) {
    const indexes = new Set(problems.map(({ path }) => /^exemptActions\[(\d+)\]/.exec(path)?.[1]).filter((index) => index !== undefined));
    const others = problems.map(({ path }) => path).filter((path) => !path.startsWith("exemptActions["));
    Object.assign(good, { exemptActions: good.exemptActions?.filter((_, index) => !indexes.has(String(index))) });
    others.forEach((path) => Object.assign(good, { [path]: undefined }));
  }
  return good;
});

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

/** What Terraform makes of a string in its JSON that is a template without references. */
function readByTerraform(template: string): string {
  return template.replace(/([$%])\1\{/g, "$1{");
}

test("the Deny is always there, on everything, for whoever does not prove MFA", () => {
  fc.assert(
    fc.property(goodOptions, (given) => {
      const denies = mfaPolicyDocument(given).Statement.filter(
        ({ NotAction, Condition }) => NotAction && !Condition?.NumericGreaterThanIfExists,
      );
      expect(denies).toHaveLength(1);
      const via = given.viaAwsService === "allow" ? { "aws:ViaAWSService": "false" } : {};
      expect(denies[0]).toMatchObject({ Effect: "Deny", Resource: "*" });
      expect(denies[0]?.Condition).toEqual({ BoolIfExists: { "aws:MultiFactorAuthPresent": "false", ...via } });
    }),
  );
});

test("an age limit never changes what is denied without MFA", () => {
  fc.assert(
    fc.property(goodOptions, (given) => {
      const withAge = mfaPolicyDocument({ ...given, maxMfaAgeSeconds: 3600 }).Statement;
      const without = mfaPolicyDocument({ ...given, maxMfaAgeSeconds: undefined }).Statement;
      expect(withAge).toEqual(expect.arrayContaining([...without]));
      const [noMfa, tooOld] = withAge.filter(({ NotAction }) => NotAction);
      expect(tooOld?.NotAction).toEqual(noMfa?.NotAction);
    }),
  );
});

test("no foot-gun is exempt, and no wildcard", () => {
  fc.assert(
    fc.property(goodOptions, (given) => {
      for (const action of mfaPolicyDocument(given).Statement.flatMap(exempt)) {
        expect(action).not.toMatch(new RegExp(FOOT_GUNS, "i"));
        expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
      }
    }),
  );
});

test("iam:DeleteVirtualMFADevice is exempt in the article only", () => {
  fc.assert(
    fc.property(goodOptions, (given) => {
      const isExempt = mfaPolicyDocument(given).Statement.flatMap(exempt).includes("iam:DeleteVirtualMFADevice");
      expect(isExempt).toBe(given.kind !== "selfManage");
    }),
  );
});

test("a foot-gun is refused in any case and beside any other option", () => {
  const guns = fc.constantFrom(...ACTIONS.filter((action) => FOOT_GUNS.test(action.toLowerCase()))).chain(anyCase);
  fc.assert(
    fc.property(goodOptions, guns, (given, gun) => {
      const problems = checkMfaDocumentOptions({ ...given, exemptActions: [...(given.exemptActions ?? []), gun] });
      expect(problems.map(({ path }) => path)).toEqual([`exemptActions[${given.exemptActions?.length ?? 0}]`]);
    }),
  );
});

test("whoever has no device can always register one", () => {
  fc.assert(
    fc.property(goodOptions, (given) => {
      const { Statement: statements } = mfaPolicyDocument(given);
      const enable = "iam:EnableMFADevice";
      const { partition = "aws", userPaths = ["/"] } = given;
      const own = userPaths.map((path) => `arn:${partition}:iam::*:user${path.replace(/[*?$]/g, "${$&}")}\${aws:username}`);
      const allow = statements.find(({ Effect, Action }) => Effect === "Allow" && Action?.includes(enable));
      expect([allow?.Resource].flat()).toEqual(expect.arrayContaining(own));
      expect(statements.filter(({ NotAction }) => NotAction).every((deny) => exempt(deny).includes(enable))).toBe(true);
      const bound = statements.filter(({ NotResource }) => NotResource);
      expect(bound.every(({ NotResource }) => own.every((arn) => NotResource?.includes(arn)))).toBe(true);
    }),
  );
});

test("the order in which options are written does not matter", () => {
  const pair = goodOptions.chain((given) => fc.tuple(fc.constant(given), reordered(given)));
  fc.assert(
    fc.property(pair, ([given, other]) => {
      expect(serializePolicy(mfaPolicyDocument(other))).toBe(serializePolicy(mfaPolicyDocument(given)));
    }),
  );
});

test("what is escaped for Terraform comes out of it as it was", () => {
  fc.assert(
    fc.property(goodOptions, (given) => {
      const document = mfaPolicyDocument(given);
      const escaped = serializeForTerraform(document);
      expect(escaped).not.toMatch(/(?<![$%])[$%]\{/);
      expect(readByTerraform(escaped)).toBe(serializePolicy(document));
    }),
  );
});

test("Sids are AWS's letters and digits, each once", () => {
  fc.assert(
    fc.property(goodOptions, (given) => {
      const sids = mfaPolicyDocument(given).Statement.map(({ Sid }) => Sid);
      expect(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid ?? ""))).toBe(true);
      expect(new Set(sids).size).toBe(sids.length);
    }),
  );
});

test("a document fits into a managed policy or is refused", () => {
  const many = fc.record({
    kind: fc.constantFrom("minimal" as const, "selfManage" as const),
    exemptActions: fc.subarray(
      actionsOf("ec2").map((action): `ec2:${string}` => `ec2:${action}`),
      { maxLength: 300 },
    ),
    userPaths: fc.array(fc.stringMatching(/^\/[a-z]{1,200}\/$/), { minLength: 1, maxLength: 12 }),
  });
  let refused = 0;
  fc.assert(
    fc.property(many, (given) => {
      const problems = checkMfaDocumentOptions(given);
      refused += problems.length;
      if (problems.length === 0) {
        expect(policyLength(mfaPolicyDocument(given))).toBeLessThanOrEqual(MAX_POLICY_LENGTH);
      } else {
        expect(problems.map(({ message }) => message.replace(/\d+/g, "N"))).toEqual([
          expect.stringMatching(/^the document is N characters long .* what these take: /),
        ]);
      }
    }),
  );
  expect(refused).toBeGreaterThan(0);
});

test("input of any shape is either taken or refused with its problems", () => {
  const names = ["kind", "parts", "changePasswordWithoutMfa", "exemptActions", "maxMfaAgeSeconds", "devices", "securityKeys", "userPaths", "partition"];
  const junk = fc.oneof(
    fc.anything().filter((value) => value !== undefined),
    fc.dictionary(fc.constantFrom(...names, "other"), fc.anything()),
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
