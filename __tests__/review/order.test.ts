import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Plan, readPlan } from "../../modules/access";
import { Order, type Step } from "../../modules/review/order/order";
import { CASES } from "../../verification/plans/cases";
import { fileNameOf, LABELS } from "../../verification/plans/model";
import { change, configured, type ModuleFormat, plan, type PlannedChange, refersTo } from "../helpers/plans";

const KINDS: Readonly<Record<string, readonly Step["kind"][]>> = {
  create: ["create"],
  delete: ["delete"],
  replace: ["delete", "create"],
  "create before delete": ["create", "delete"],
  update: ["remove", "add"],
};

function stepsOf({ changes }: Plan): readonly Step[] {
  const steps = changes.flatMap((one) => (KINDS[one.action] ?? []).map((kind) => ({ kind, change: one })));
  return steps.map((step, id) => ({ id, ...step }));
}

function nameOf({ kind, change: { address, isDeposed } }: Step): string {
  return `${kind} ${isDeposed ? "deposed " : ""}${address}`;
}

/** All pairs of steps of which the first must come before the second: `create aws_iam_user.a < create aws_iam_group.b`. */
function orderOf(changes: readonly PlannedChange[], configuration: ModuleFormat = {}): readonly string[] {
  return pairsOf(readPlan(plan(changes, configuration))).map((pair) => pair.map(nameOf).join(" < "));
}

function pairsOf(read: Plan): readonly (readonly [Step, Step])[] {
  const [order, steps] = [new Order(read), stepsOf(read)];
  return steps.flatMap((a) => steps.filter((b) => order.isBefore(a, b)).map((b) => [a, b] as const));
}

const GROUP = "aws_iam_group.g";
const JOINED = "aws_iam_group_membership.m";
const USER = "aws_iam_user.u";
const ROOT: ModuleFormat = { resources: [configured(GROUP), configured(JOINED, [`${GROUP}.name`, GROUP])] };

describe("creating and updating", () => {
  test.each(["create", "update"] as const)("%s waits for what the resource refers to", (action) => {
    const kinds = KINDS[action]!;
    const pairs = kinds.map((kind) => `create ${GROUP} < ${kind} ${JOINED}`);
    expect(orderOf([change("create", GROUP), change(action, JOINED)], ROOT)).toEqual(expect.arrayContaining(pairs));
  });

  test("an update takes away before it adds", () => {
    expect(orderOf([change("update", JOINED)], ROOT)).toEqual([`remove ${JOINED} < add ${JOINED}`]);
  });

  test("depends_on counts like a reference", () => {
    const resources = [configured(GROUP), configured(USER, [], { depends_on: [GROUP] })];
    expect(orderOf([change("create", USER), change("create", GROUP)], { resources })).toEqual([`create ${GROUP} < create ${USER}`]);
  });

  test("what is between two resources counts, even if it does not change", () => {
    const resources = [configured(GROUP), configured(USER, [GROUP]), configured(JOINED, [`${USER}.name`, USER])];
    expect(orderOf([change("create", GROUP), change("create", JOINED)], { resources })).toEqual([`create ${GROUP} < create ${JOINED}`]);
  });

  test("nothing else waits", () => {
    expect(orderOf([change("create", GROUP), change("create", USER)], { resources: [configured(GROUP), configured(USER)] })).toEqual([]);
  });
});

describe("destroying", () => {
  test("what depended on a resource goes first, by the state", () => {
    expect(orderOf([change("delete", GROUP), change("delete", JOINED, { dependedOn: [GROUP] })])).toEqual([
      `delete ${JOINED} < delete ${GROUP}`,
    ]);
  });

  test("a reference that is only in the configuration has no say", () => {
    expect(orderOf([change("delete", GROUP), change("delete", JOINED)], ROOT)).toEqual([]);
  });
});

describe("replacing", () => {
  test("the old object goes before the new one comes", () => {
    expect(orderOf([change("replace", GROUP)], ROOT)).toEqual([`delete ${GROUP} < create ${GROUP}`]);
  });

  test("the old objects of dependents go first, and their new ones come last", () => {
    expect(orderOf([change("replace", GROUP), change("replace", JOINED, { dependedOn: [GROUP] })], ROOT).toSorted()).toEqual(
      [
        `delete ${JOINED} < delete ${GROUP}`,
        `delete ${JOINED} < create ${GROUP}`,
        `delete ${JOINED} < create ${JOINED}`,
        `delete ${GROUP} < create ${GROUP}`,
        `delete ${GROUP} < create ${JOINED}`,
        `create ${GROUP} < create ${JOINED}`,
      ].toSorted(),
    );
  });

  test("with create_before_destroy, the new object comes first, and dependents are updated before the old one goes", () => {
    expect(orderOf([change("create before delete", GROUP), change("update", JOINED, { dependedOn: [GROUP] })], ROOT).toSorted()).toEqual(
      [
        `create ${GROUP} < delete ${GROUP}`,
        `create ${GROUP} < remove ${JOINED}`,
        `create ${GROUP} < add ${JOINED}`,
        `remove ${JOINED} < add ${JOINED}`,
        `remove ${JOINED} < delete ${GROUP}`,
        `add ${JOINED} < delete ${GROUP}`,
      ].toSorted(),
    );
  });

  test("with create_before_destroy on both, both new objects come before either old one goes", () => {
    const changes = [change("create before delete", GROUP), change("create before delete", JOINED, { dependedOn: [GROUP] })];
    expect(orderOf(changes, ROOT).toSorted()).toEqual(
      [
        `create ${GROUP} < create ${JOINED}`,
        `create ${GROUP} < delete ${GROUP}`,
        `create ${GROUP} < delete ${JOINED}`,
        `create ${JOINED} < delete ${JOINED}`,
        `create ${JOINED} < delete ${GROUP}`,
        `delete ${JOINED} < delete ${GROUP}`,
      ].toSorted(),
    );
  });

  test("a deposed object goes after everything that uses the new one is made", () => {
    const changes = [change("create", JOINED), change("no-op", GROUP), change("delete", GROUP, { deposed: "00000001" })];
    expect(orderOf(changes, ROOT)).toEqual([`create ${JOINED} < delete deposed ${GROUP}`]);
  });
});

describe("modules", () => {
  /** A module with a user whose name comes from a variable, and which it has as an output. */
  const PEOPLE: ModuleFormat = {
    resources: [configured(USER, ["var.name"])],
    outputs: { user: { expression: refersTo(`${USER}.name`, USER) } },
  };

  test("a reference goes through a variable into a module, and through an output out of it", () => {
    const configuration: ModuleFormat = {
      resources: [configured(GROUP), configured(JOINED, ["module.people.user", "module.people"])],
      module_calls: { people: { expressions: { name: refersTo(`${GROUP}.name`, GROUP) }, module: PEOPLE } },
    };
    const changes = [change("create", GROUP), change("create", JOINED), change("create", `module.people.${USER}`)];
    expect(orderOf(changes, configuration).toSorted()).toEqual(
      [
        `create ${GROUP} < create module.people.${USER}`,
        `create ${GROUP} < create ${JOINED}`,
        `create module.people.${USER} < create ${JOINED}`,
      ].toSorted(),
    );
  });

  test("an output that a reference does not name has no say", () => {
    const module: ModuleFormat = { ...PEOPLE, outputs: { ...PEOPLE.outputs, path: { expression: refersTo("var.path") } } };
    const configuration: ModuleFormat = {
      resources: [configured(JOINED, ["module.people.path", "module.people"])],
      module_calls: { people: { module } },
    };
    expect(orderOf([change("create", JOINED), change("create", `module.people.${USER}`)], configuration)).toEqual([]);
  });

  test("depends_on a module waits for all of it, and depends_on of a module makes all of it wait", () => {
    const configuration: ModuleFormat = {
      resources: [configured(GROUP), configured(JOINED, [], { depends_on: ["module.people"] })],
      module_calls: { people: { depends_on: [GROUP], module: PEOPLE } },
    };
    const changes = [change("create", GROUP), change("create", JOINED), change("create", `module.people.${USER}`)];
    expect(orderOf(changes, configuration)).toEqual(
      expect.arrayContaining([`create ${GROUP} < create module.people.${USER}`, `create module.people.${USER} < create ${JOINED}`]),
    );
  });

  test("instances of one module don't wait for each other", () => {
    const module: ModuleFormat = { resources: ROOT.resources };
    const of = (key: string, address: string): string => `module.team["${key}"].${address}`;
    const changes = ["a", "b"].flatMap((key) => [change("create", of(key, GROUP)), change("create", of(key, JOINED))]);
    expect(orderOf(changes, { module_calls: { team: { module } } })).toEqual([
      `create ${of("a", GROUP)} < create ${of("a", JOINED)}`,
      `create ${of("b", GROUP)} < create ${of("b", JOINED)}`,
    ]);
  });

  test("instances of a resource wait for all instances of another one", () => {
    const changes = ["a", "b"].map((key) => change("create", `${GROUP}["${key}"]`));
    expect(orderOf([...changes, change("create", JOINED)], ROOT)).toEqual([
      `create ${GROUP}["a"] < create ${JOINED}`,
      `create ${GROUP}["b"] < create ${JOINED}`,
    ]);
  });
});

test("the order of every plan of the corpus is a partial order", () => {
  for (const label of LABELS) {
    for (const planCase of CASES[label]) {
      const path = join(__dirname, "../../verification/plans", label, fileNameOf(planCase));
      const pairs = pairsOf(readPlan(readFileSync(path, "utf8")));
      const known = new Set(pairs.map(([a, b]) => `${a.id} ${b.id}`));
      const missing = pairs.flatMap(([a, b]) => pairs.filter(([from, to]) => from === b && (to === a || !known.has(`${a.id} ${to.id}`))));
      expect([planCase.name, ...missing.flat().map(nameOf)]).toEqual([planCase.name]);
    }
  }
});
