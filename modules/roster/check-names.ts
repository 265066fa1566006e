import { badName, badPath, emptyName, looksLikeToken, type Problem, reservedName, templateInPath, wrongShape } from "../errors";
import { IAM_PATH } from "../iam-path";
import { isNumberToken } from "./number-token";

const NAME = /^[A-Za-z0-9_+=,.@-]*$/;

/** Problems of a user's or group's name. Takes untyped input. */
export function checkName(path: string, kind: string, name: unknown, longest: number): readonly Problem[] {
  if (typeof name !== "string") {
    return [wrongShape(path, name, `a ${kind}`)];
  }
  if (name === "") {
    return [emptyName(path, kind, longest)];
  }
  if (name.length > longest || !NAME.test(name)) {
    return [badName(path, kind, name, longest)];
  }
  if (name === "__proto__") {
    return [reservedName(path, kind, name)];
  }
  return isNumberToken(name) ? [looksLikeToken(path, name)] : [];
}

/** Problems of a user's name. Takes untyped input. */
export function checkUserName(path: string, name: unknown): readonly Problem[] {
  return checkName(path, "user name", name, 64);
}

/** Problems of an IAM path. Takes untyped input. */
export function checkPath(place: string, path: unknown): readonly Problem[] {
  if (path === undefined) {
    return [];
  }
  if (typeof path !== "string" || !IAM_PATH.test(path)) {
    return [badPath(place, path)];
  }
  if (path.includes("${") || path.includes("%{")) {
    return [templateInPath(place, path)];
  }
  return isNumberToken(path) ? [looksLikeToken(place, path)] : [];
}
