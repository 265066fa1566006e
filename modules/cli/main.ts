#!/usr/bin/env node
import { run } from "./run";
import { processTerminal } from "./terminal";

void run(process.argv.slice(2), processTerminal()).then((exitCode) => {
  // Not process.exit, which would cut off what is still being written.
  process.exitCode = exitCode;
});
