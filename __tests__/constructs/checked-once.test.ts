import { MfaEnforcedGroup, MfaEnforcedRoster, MfaPolicy } from "../../modules";
import * as policy from "../../modules/policy";
import * as roster from "../../modules/roster";
import { synth } from "../helpers/synth";

jest.mock("../../modules/policy", () => spiedOn("../../modules/policy"));
jest.mock("../../modules/roster", () => spiedOn("../../modules/roster"));

/** A room whose functions are the real ones, and count their calls. Jest moves the mocks above everything but function declarations. */
function spiedOn(room: string): object {
  const actual: Readonly<Record<string, unknown>> = jest.requireActual(room);
  return Object.fromEntries(
    Object.entries(actual).map(([name, value]) => [name, typeof value === "function" ? jest.fn(value as () => unknown) : value]),
  );
}

/** How often the constructs have checked options of documents, rosters, and groups. */
const checks = (): object => ({
  documents: jest.mocked(policy.checkMfaDocumentOptions).mock.calls.length,
  rosters: jest.mocked(roster.checkRosterOnce).mock.calls.length,
  groups: jest.mocked(roster.checkGroupName).mock.calls.length,
});

afterEach(() => {
  jest.clearAllMocks();
});

test("a roster with two groups is checked once, and so is its document", () => {
  const list = {
    groups: { A: { managedPolicies: ["PowerUserAccess"] }, B: { managedPolicies: [] } },
    users: [
      { name: "john", groups: ["A", "B"] },
      { name: "anna", groups: [] },
    ],
  };
  synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster: list }));
  expect(checks()).toEqual({ documents: 1, rosters: 1, groups: 0 });
});

test("an MfaPolicy and a group that are made without a roster are checked once each", () => {
  synth((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
    new MfaEnforcedGroup(stack, "group", { groupName: "G", mfaPolicy, managedPolicies: [], members: ["john"] });
  });
  expect(checks()).toEqual({ documents: 1, rosters: 0, groups: 1 });
});
