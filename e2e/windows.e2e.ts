import { Console } from "node:console";
import { BOUNDARY_TRANSITIONS } from "./windows/boundary-transitions";
import { BASE_FAULTS, FAULTS } from "./windows/faults";
import { describeWindows, type Examination, examineAll, targetsOf } from "./windows/examine";
import type { Fix } from "./windows/recovery";
import { type Outcome, Rig } from "./windows/rig";
import { isAboutBoundary, type Suite, WITH_BOUNDARY, WITHOUT_BOUNDARY } from "./windows/suites";
import { type Transition, transitionNamed } from "./windows/transitions";
import {
  WITHOUT_CARE,
  WITHOUT_DENY,
  WITHOUT_DENY_BADLY_BOUNDED,
  WITHOUT_DENY_BOUNDED,
  WITHOUT_ORDER,
  WITHOUT_ORDER_BOUNDED,
} from "./windows/weakened";

const LANES = 3;
const MOST_MINUTES = 20;

const MFA_POLICY = "arn:aws:iam::123456789012:policy/EnforceMfa";
const MFA_ATTACHMENT = "AttachGroupPolicy Auditors EnforceMfa";

describe.each<[title: string, suite: Suite, howMany: (label: string) => number, inTurn: readonly string[]]>([
  ["with any fault at any call", WITHOUT_BOUNDARY, () => 5, Object.keys(FAULTS)],
  ["with a boundary, and faults at any call", WITH_BOUNDARY, (label) => (isAboutBoundary(label) ? 4 : 1), BASE_FAULTS],
])("%s", (title, suite, howMany, inTurn) => {
  const { transitions, thorough } = suite;
  const isThorough = ({ name }: Transition): boolean => thorough.includes(name);
  let examinations: ReadonlyMap<string, Examination> = new Map();

  beforeAll(
    async () => {
      examinations = await examineAll(suite, LANES);
    },
    MOST_MINUTES * 60 * 1000,
  );

  afterAll(() => {
    report(title, [...examinations.values()]);
  });

  test.each(transitions)("nobody is ever without the Deny, and the next apply converges: $name", ({ name }) => {
    const { windows, failures } = examinations.get(name)!;
    expect({ windows, failures }).toEqual({ windows: [], failures: [] });
  });

  test.each(transitions)("a review of the plan agrees that there is no window: $name", ({ name }) => {
    expect(examinations.get(name)!.predicted).toEqual([]);
  });

  test.each(transitions)("the faults are tried at each mutating call: $name", (transition) => {
    const { calls } = examinations.get(transition.name)!;
    expect(calls.map(({ label, faults }) => [label, new Set(faults).size])).toEqual(
      calls.map(({ label }) => [label, isThorough(transition) ? Object.keys(FAULTS).length : howMany(label)]),
    );
  });

  test("the thorough transitions are among the others", () => {
    expect(transitions.map(({ name }) => name)).toEqual(expect.arrayContaining([...thorough]));
  });

  test("every fault is tried somewhere, even where they take turns", () => {
    const others = transitions.filter((transition) => !isThorough(transition));
    expect(new Set(faultsOf(others.map(({ name }) => examinations.get(name)!)))).toEqual(new Set(inTurn));
  });

  test("in every transition with calls somebody can work with MFA, so a window would be visible", () => {
    const idle = [...examinations.values()].filter(({ calls, holders }) => calls.length > 0 && holders.length === 0);
    expect(idle.map(({ transition }) => transition)).toEqual([]);
  });
});

describe("a window is detected", () => {
  test("if a group does not carry the Deny", async () => {
    const { windows } = await runOnce(WITHOUT_DENY);
    expect(windows).toContain(
      "without a fault: after AddUserToGroup Auditors first.auditor in the run first.auditor may s3:ListAllMyBuckets",
    );
  });

  test("if neither the group nor the boundary carries the Deny", async () => {
    const { windows } = await runOnce(WITHOUT_DENY_BADLY_BOUNDED);
    expect(windows).toContain(
      "without a fault: after AddUserToGroup Auditors first.auditor in the run first.auditor may s3:ListAllMyBuckets",
    );
  });

  test("if nothing waits for the Deny", async () => {
    const { windows } = await runOnce(WITHOUT_ORDER, "it is delayed", MFA_ATTACHMENT);
    // The managed policy and the membership come in either order, and the later one opens the window.
    const opened = windows.filter((window) => window.endsWith("in the run first.auditor may s3:ListAllMyBuckets"));
    expect(opened[0]).toMatch(/: after (AddUserToGroup Auditors first\.auditor|AttachGroupPolicy Auditors ReadOnlyAccess) in the run/);
  });

  test("if a changed description replaces the policy", async () => {
    const { windows } = await runOnce(WITHOUT_CARE);
    expect(windows).toContain("without a fault: after DetachGroupPolicy PowerConsultants EnforceMfa in the run john may sqs:SendMessage");
  });
});

describe("the boundary alone leaves no window", () => {
  test("if a group does not carry the Deny", async () => {
    const { windows, outcome } = await runOnce(WITHOUT_DENY_BOUNDED);
    expect({ windows, attached: attachedTo("Auditors", outcome) }).toEqual({
      windows: [],
      attached: expect.not.arrayContaining([MFA_POLICY]) as unknown,
    });
  });

  test("if nothing waits for the Deny", async () => {
    const { windows, outcome } = await runOnce(WITHOUT_ORDER_BOUNDED, "it is delayed", MFA_ATTACHMENT);
    expect(windows).toEqual([]);
    const member = outcome.calls.findIndex((call) => call.startsWith("AddUserToGroup Auditors"));
    expect(outcome.calls.indexOf(MFA_ATTACHMENT)).toBeGreaterThan(member);
  });
});

describe("an attachment that stays tainted is detached by the next apply", () => {
  const fault = ["the read after it fails", MFA_ATTACHMENT] as const;

  /** A limitation of Terraform. modules/constructs/README.md, "When an apply was cut short", describes the safe way. */
  test("which opens a window", async () => {
    const hasty = await runOnce(transitionNamed("create"), ...fault, { isHasty: true });
    expect(hasty.windows).toContain(
      `${fault.join(": ")}: after DetachGroupPolicy Auditors EnforceMfa in the next run first.auditor may s3:ListAllMyBuckets`,
    );
  });

  test("which opens no window with a boundary", async () => {
    const { windows, outcome } = await runOnce(transitionNamed("create", BOUNDARY_TRANSITIONS), ...fault, { isHasty: true });
    expect({ windows, attached: attachedTo("Auditors", outcome) }).toEqual({
      windows: [],
      attached: ["arn:aws:iam::aws:policy/IAMUserChangePassword", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
    });
  });

  test("unless it is untainted first, as the guide says", async () => {
    const careful = await runOnce(transitionNamed("create"), ...fault);
    expect(careful.windows).toEqual([]);
    expect(careful.outcome.fixes).toEqual(["untainted"]);
  });
});

function attachedTo(group: string, { end }: Outcome): readonly string[] {
  return end.groups.find(({ name }) => name === group)!.attached;
}

/** One run of a transition, optionally with a fault at one call. */
async function runOnce(
  transition: Transition,
  kind?: string,
  label?: string,
  options?: { readonly isHasty: boolean },
): Promise<{ readonly windows: readonly string[]; readonly outcome: Outcome }> {
  const rig = await Rig.start(transition);
  try {
    const [target] = label === undefined ? [] : targetsOf([label]);
    const outcome = await rig.run(kind && target ? FAULTS[kind]!(target, rig.kill) : {}, options);
    return { windows: describeWindows(kind ? `${kind}: ${label}` : "without a fault", outcome), outcome };
  } finally {
    await rig.stop();
  }
}

function report(title: string, examinations: readonly Examination[]): void {
  const rows = examinations.map(({ transition, calls, fixes, windows, failures }) => ({
    transition,
    calls: calls.length,
    faults: faultsOf([{ calls }]).length,
    windows: windows.length,
    imported: countOf(fixes, "imported"),
    untainted: countOf(fixes, "untainted"),
    deleted: countOf(fixes, "deleted"),
    emptied: countOf(fixes, "emptied"),
    repeated: countOf(fixes, "repeated"),
    reread: countOf(fixes, "reread"),
    "not converged": failures.length,
  }));
  const sum = (key: "calls" | "faults" | "windows" | "not converged"): number => rows.reduce((total, row) => total + row[key], 0);
  process.stdout.write(`${title}\n`);
  new Console(process.stdout).table(rows);
  process.stdout.write(
    `${rows.length} transitions, ${sum("calls")} calls, ${sum("faults")} faults, ${sum("windows")} windows, ${sum("not converged")} not converged\n`,
  );
}

function faultsOf(examinations: readonly Pick<Examination, "calls">[]): readonly string[] {
  return examinations.flatMap(({ calls }) => calls.flatMap(({ faults }) => faults));
}

function countOf(fixes: readonly Fix[], fix: Fix): number {
  return fixes.filter((one) => one === fix).length;
}
