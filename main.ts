import { App } from "cdktf";
import { AccountStack, readEnvironment } from "./account-stack";
import { roster } from "./roster";

// The environment variables that say where to deploy are listed in README.md.
const environment = readEnvironment();
const app = new App();
new AccountStack(app, "account", { ...environment, roster });
app.synth();
