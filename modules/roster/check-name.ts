import { IAM_PATH, MAX_GROUP_NAME_LENGTH, MAX_USER_NAME_LENGTH, NAME } from "../iam";
import { badPath, type Problem, templateInPath, wrongType } from "../problem";
import { hasTemplate } from "../terraform";
import { badName, unresolvedToken } from "./problems";
import { hasToken } from "./tokens";

/** Problems of a user's name. Takes untyped input. */
export function checkUserName(path: string, name: unknown): readonly Problem[] {
  return checkName(path, "user name", name, MAX_USER_NAME_LENGTH);
}

/** Problems of a group's name. Takes untyped input. */
export function checkGroupName(path: string, name: unknown): readonly Problem[] {
  return checkName(path, "group name", name, MAX_GROUP_NAME_LENGTH);
}

/** Problems of a name. Takes untyped input. */
export function checkName(path: string, kind: string, name: unknown, longest: number): readonly Problem[] {
  if (typeof name !== "string") {
    return [wrongType(path, name, `a ${kind}`)];
  }
  if (hasToken(name)) {
    return [unresolvedToken(path, kind)];
  }
  return name.length <= longest && NAME.test(name) ? [] : [badName(path, kind, name, longest)];
}

/** Problems of an optional IAM path. Takes untyped input. */
export function checkPath(place: string, path: unknown): readonly Problem[] {
  if (path === undefined) {
    return [];
  }
  if (typeof path !== "string" || !IAM_PATH.test(path)) {
    return [badPath(place, path)];
  }
  return hasTemplate(path) ? [templateInPath(place, path)] : [];
}
