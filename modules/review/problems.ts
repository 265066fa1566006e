/** What can be wrong with a plan's file, and with a list of accepted findings. */
import { InvalidInputError, type Problem, show } from "../problem";

const HOW_TO_SHOW = "terraform show -json PLAN > PLAN.json";

// ---- a plan's file --------------------------------------------------------------------------------------------------

export function unreadablePlan(problem: Problem): InvalidInputError {
  return new InvalidInputError("the plan", [problem]);
}

export function emptyPlan(): Problem {
  return { code: "empty-plan", path: "", message: `empty; pass the output of: ${HOW_TO_SHOW}` };
}

export function binaryPlan(): Problem {
  return { code: "binary-plan", path: "", message: `this is a plan in Terraform's binary format; convert it to JSON: ${HOW_TO_SHOW}` };
}

export function humanReadablePlan(): Problem {
  return {
    code: "not-json",
    path: "",
    message: `this is a plan for people to read; save the plan, and convert it to JSON: ${HOW_TO_SHOW}`,
  };
}

export function logOfPlan(): Problem {
  return {
    code: "not-json",
    path: "",
    message: `this is what terraform plan -json prints while it works; save the plan with -out=PLAN, and convert it to JSON: ${HOW_TO_SHOW}`,
  };
}

export function wrappedOutput(): Problem {
  return {
    code: "not-json",
    path: "",
    message: `the first line is not Terraform's; in GitHub Actions, set terraform_wrapper: false for hashicorp/setup-terraform`,
  };
}

export function notJson(text: string, reason: string): Problem {
  return {
    code: "not-json",
    path: "",
    message: `not JSON (${reason}): it begins with ${show(text.slice(0, 40))}; pass the output of: ${HOW_TO_SHOW}`,
  };
}

export function stateNotPlan(): Problem {
  return {
    code: "state-not-plan",
    path: "",
    message: `this is a state, which doesn't say what will change; pass a plan instead: ${HOW_TO_SHOW}`,
  };
}

export function cloudPlan(): Problem {
  return {
    code: "not-a-plan",
    path: "",
    message: `this is a saved plan of HCP Terraform, which only names the run; let Terraform fetch it: ${HOW_TO_SHOW}`,
  };
}

export function notAPlan(value: unknown): Problem {
  return { code: "not-a-plan", path: "", message: `${show(value)} is not a plan; pass the output of: ${HOW_TO_SHOW}` };
}

// ---- a list of accepted findings ------------------------------------------------------------------------------------

export function unknownFinding(path: string, id: string, meant: string): Problem {
  return { code: "unknown-finding", path, message: `${show(id)} is not the id of a finding${meant}` };
}

export function duplicateAcceptance(path: string, id: string, address: string, other: string): Problem {
  return { code: "duplicate-acceptance", path, message: `${id} at ${address} is accepted twice, also in ${other}; remove one of them` };
}
