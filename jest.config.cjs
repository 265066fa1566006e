const project = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.json", diagnostics: false }] },
};

/** @type {import("jest").Config} */
module.exports = {
  // Jest leaves one core idle by default, which on two cores is half of the machine.
  maxWorkers: "100%",
  projects: [
    { ...project, displayName: "cdktf", testMatch: ["**/*.test.ts"] },
    // CDK Terrain carries CDKTF on: under its name the constructs and the whole stack must give the same resources.
    {
      ...project,
      displayName: "cdktn",
      testMatch: ["**/constructs/*.test.ts", "**/main.test.ts"],
      moduleNameMapper: { "^cdktf$": "<rootDir>/node_modules/cdktn" },
    },
  ],
};
