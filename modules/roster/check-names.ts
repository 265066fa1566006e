import { badName, badPath, emptyName, type Problem, reservedName } from "../errors";

const NAME = /^[A-Za-z0-9_+=,.@-]*$/;

/** `/`, or printable ASCII that begins and ends with `/`, up to 512 characters. Source: IAM API reference, CreateUser. */
const PATH = /^\/(?:[!-~]{1,510}\/)?$/;

/** Problems of a user's or group's name. */
export function checkName(path: string, kind: string, name: string, longest: number): readonly Problem[] {
  if (name === "") {
    return [emptyName(path, kind, longest)];
  }
  if (name.length > longest || !NAME.test(name)) {
    return [badName(path, kind, name, longest)];
  }
  return name === "__proto__" ? [reservedName(path, kind, name)] : [];
}

/** Problems of an IAM path. */
export function checkPath(place: string, path: string | undefined): readonly Problem[] {
  return path === undefined || PATH.test(path) ? [] : [badPath(place, path)];
}
