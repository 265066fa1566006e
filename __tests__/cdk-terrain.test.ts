import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SETUPS } from "../scripts/consumers";

const page = readFileSync(join(resolve(__dirname, ".."), "docs/cdk-terrain.md"), "utf8");

test("the package.json in docs/cdk-terrain.md is the one that npm run consumers tries", () => {
  const blocks = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, json = ""]) => JSON.parse(json) as unknown);
  expect(blocks).toEqual([SETUPS["CDK Terrain"]]);
});
