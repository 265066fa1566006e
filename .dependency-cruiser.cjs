/** Which rooms of modules/ each room may import. Every room may also import problem.ts and iam/. */
const MAY_IMPORT = {
  iam: [],
  terraform: [],
  policy: ["terraform"],
  roster: ["terraform"],
  enforcement: [],
  page: [],
  constructs: ["policy", "roster", "terraform"],
  access: ["enforcement", "terraform"],
  testing: ["access"],
  review: ["access", "page"],
  account: ["access", "page", "policy", "roster"],
  cli: ["review", "account", "roster"],
};

/** A library that only one room may import. */
function onlyIn(name, room, path) {
  return { name, severity: "error", from: { path: "^modules/", pathNot: `^modules/${room}/` }, to: { path } };
}

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved", severity: "error", from: { path: "^(modules|main|account-stack|roster)" }, to: { couldNotResolve: true } },
    ...Object.entries(MAY_IMPORT).map(([room, others]) => ({
      name: `${room}-imports-one-way`,
      severity: "error",
      from: { path: `^modules/${room}/` },
      to: { path: "^modules/[^/]+/", pathNot: [room, "iam", ...others].map((allowed) => `^modules/${allowed}/`) },
    })),
    {
      name: "problem-imports-nothing",
      severity: "error",
      comment: "problem.ts is used by every room",
      from: { path: "^modules/problem\\.ts$" },
      to: { path: "^modules/" },
    },
    {
      name: "the-root-has-two-files",
      severity: "error",
      comment: "a file at the root of modules/ would be outside of every room",
      from: {},
      to: { path: "^modules/[^/]+$", pathNot: "^modules/(index|problem)\\.ts$" },
    },
    {
      name: "rooms-do-not-import-the-public-index",
      severity: "error",
      from: { path: "^modules/[^/]+/" },
      to: { path: "^modules/index\\.ts$" },
    },
    {
      name: "rooms-by-their-index",
      severity: "error",
      comment: "nothing reaches around a room's index",
      from: { path: "^(modules/([^/]+)/|modules/index|main|account-stack|roster|scripts)" },
      to: { path: "^modules/[^/]+/", pathNot: ["^modules/[^/]+/index\\.ts$", "^modules/$2/"] },
    },
    onlyIn("cdktf-in-constructs", "(constructs|testing)", "node_modules/(cdktf|cdktn|constructs|@cdktf|@cdktn)/"),
    onlyIn("aws-sdk-in-account", "account", "node_modules/@aws-sdk/"),
    onlyIn("yaml-in-roster", "roster", "node_modules/yaml/"),
    onlyIn("commander-in-cli", "cli", "node_modules/commander/"),
    onlyIn("ansis-where-colours-are", "(account|cli|review)", "node_modules/ansis/"),
    {
      name: "no-provider-barrel",
      severity: "error",
      from: {},
      to: { path: "node_modules/@cdktf/provider-aws/lib/index\\.(js|d\\.ts)$" },
    },
    {
      name: "no-agpl",
      severity: "error",
      comment: "the simulator is for development only",
      from: { path: "^modules/" },
      to: { path: "@cloud-copilot/iam-simulate" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "types", "default"] },
  },
};
