import * as surface from "../modules";

test("the package exports these values, and no others", () => {
  expect(Object.keys(surface).sort()).toEqual([
    "AccountPasswordPolicy",
    "InvalidInputError",
    "MfaEnforcedGroup",
    "MfaEnforcedRoster",
    "MfaPolicy",
    "checkRoster",
    "defineRoster",
    "loadRoster",
    "mfaPolicyDocument",
    "partitionOfRegion",
    "summarize",
  ]);
});
