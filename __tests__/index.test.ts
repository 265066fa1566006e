import * as surface from "../modules";

test("the package's public surface is these names and no others", () => {
  expect(Object.keys(surface).sort()).toEqual([
    "AccountPasswordPolicy",
    "InvalidInputError",
    "MfaEnforcedGroup",
    "MfaEnforcedRoster",
    "MfaPolicy",
    "checkRoster",
    "defineRoster",
    "mfaPolicyDocument",
  ]);
});
