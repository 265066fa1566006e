import { Console } from "node:console";
import { ALWAYS_TRIED, FAULTS, faultsAt } from "./windows/faults";
import { describeWindows, type Examination, examineAll, targetsOf } from "./windows/examine";
import type { Fix } from "./windows/recovery";
import { type Outcome, Rig } from "./windows/rig";
import { isThorough, type Transition, transitionNamed, TRANSITIONS } from "./windows/transitions";
import { WITHOUT_CARE, WITHOUT_DENY, WITHOUT_ORDER } from "./windows/weakened";

const LANES = 3;
const MOST_MINUTES = 20;

describe("with any fault at any call", () => {
  let examinations: ReadonlyMap<string, Examination> = new Map();

  beforeAll(
    async () => {
      examinations = await examineAll(TRANSITIONS, LANES);
    },
    MOST_MINUTES * 60 * 1000,
  );

  afterAll(() => {
    report([...examinations.values()]);
  });

  test.each(TRANSITIONS)("nobody is ever without the Deny, and the next apply converges: $name", ({ name }) => {
    const { windows, failures } = examinations.get(name)!;
    expect({ windows, failures }).toEqual({ windows: [], failures: [] });
  });

  test.each(TRANSITIONS)("the faults are tried at each mutating call: $name", (transition) => {
    const { calls, faults } = examinations.get(transition.name)!;
    const thorough = isThorough(transition) ? Object.keys(FAULTS) : ALWAYS_TRIED;
    expect(thorough.map((name) => faults.filter((tried) => tried === name).length)).toEqual(thorough.map(() => calls));
    expect(faults).toHaveLength(calls * faultsAt(0, isThorough(transition)).length);
  });

  test("every fault is tried somewhere, even where they take turns", () => {
    const tried = TRANSITIONS.filter((transition) => !isThorough(transition)).flatMap(({ name }) => examinations.get(name)!.faults);
    expect(new Set(tried)).toEqual(new Set(Object.keys(FAULTS)));
  });

  test("in every transition with calls somebody can work with MFA, so a window would be visible", () => {
    const idle = [...examinations.values()].filter(({ calls, holders }) => calls > 0 && holders.length === 0);
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

  test("if nothing waits for the Deny", async () => {
    const { windows } = await runOnce(WITHOUT_ORDER, "it is delayed", "AttachGroupPolicy Auditors EnforceMfa");
    // The managed policy and the membership come in either order, and the later one opens the window.
    const opened = windows.filter((window) => window.endsWith("in the run first.auditor may s3:ListAllMyBuckets"));
    expect(opened[0]).toMatch(/: after (AddUserToGroup Auditors first\.auditor|AttachGroupPolicy Auditors ReadOnlyAccess) in the run/);
  });

  test("if a changed description replaces the policy", async () => {
    const { windows } = await runOnce(WITHOUT_CARE);
    expect(windows).toContain("without a fault: after DetachGroupPolicy PowerConsultants EnforceMfa in the run john may sqs:SendMessage");
  });
});

/** A limitation of Terraform. modules/constructs/README.md, "When an apply was cut short", describes the safe way. */
test("an attachment that stays tainted is detached by the next apply", async () => {
  const fault = ["the read after it fails", "AttachGroupPolicy Auditors EnforceMfa"] as const;
  const hasty = await runOnce(transitionNamed("create"), ...fault, { isHasty: true });
  expect(hasty.windows).toContain(
    `${fault.join(": ")}: after DetachGroupPolicy Auditors EnforceMfa in the next run first.auditor may s3:ListAllMyBuckets`,
  );
  const careful = await runOnce(transitionNamed("create"), ...fault);
  expect(careful.windows).toEqual([]);
  expect(careful.outcome.fixes).toEqual(["untainted"]);
});

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

function report(examinations: readonly Examination[]): void {
  const rows = examinations.map(({ transition, calls, faults, fixes, windows, failures }) => ({
    transition,
    calls,
    faults: faults.length,
    windows: windows.length,
    imported: countOf(fixes, "imported"),
    untainted: countOf(fixes, "untainted"),
    deleted: countOf(fixes, "deleted"),
    emptied: countOf(fixes, "emptied"),
    repeated: countOf(fixes, "repeated"),
    "not converged": failures.length,
  }));
  const sum = (key: "calls" | "faults" | "windows" | "not converged"): number => rows.reduce((total, row) => total + row[key], 0);
  new Console(process.stdout).table(rows);
  process.stdout.write(
    `${rows.length} transitions, ${sum("calls")} calls, ${sum("faults")} faults, ${sum("windows")} windows, ${sum("not converged")} not converged\n`,
  );
}

function countOf(fixes: readonly Fix[], fix: Fix): number {
  return fixes.filter((one) => one === fix).length;
}
