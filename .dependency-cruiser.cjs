/** The rooms of modules/ and who may import whom. */
const ROOMS = ["policy", "roster", "constructs", "review", "account", "cli", "testing"];
const MAY_IMPORT = {
  policy: [],
  roster: [],
  constructs: ["policy", "roster"],
  review: ["policy"],
  account: ["policy"],
  cli: ["review", "account"],
  testing: ["policy"],
};

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved", severity: "error", from: { path: "^(modules|main|roster)" }, to: { couldNotResolve: true } },
    ...ROOMS.map((room) => ({
      name: `${room}-imports-one-way`,
      severity: "error",
      from: { path: `^modules/${room}/` },
      to: { path: "^modules/[^/]+/", pathNot: [room, ...MAY_IMPORT[room]].map((allowed) => `^modules/${allowed}/`) },
    })),
    {
      name: "rooms-by-their-index",
      severity: "error",
      comment: "nothing reaches around a room's index",
      from: { path: "^(modules/([^/]+)/|modules/index|main|roster|scripts)" },
      to: { path: "^modules/[^/]+/", pathNot: ["^modules/[^/]+/index\\.ts$", "^modules/$2/"] },
    },
    {
      name: "pure-rooms",
      severity: "error",
      comment: "policy, roster and review know no framework",
      from: { path: "^modules/(policy|roster|review)/" },
      to: { path: "node_modules/(cdktf|cdktn|constructs|@cdktf)/" },
    },
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
