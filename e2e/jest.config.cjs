/** @type {import("jest").Config} */
module.exports = {
  rootDir: "..",
  roots: ["<rootDir>/e2e"],
  testEnvironment: "node",
  testMatch: ["**/*.e2e.ts"],
  testTimeout: 120_000,
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.json", diagnostics: false }] },
};
