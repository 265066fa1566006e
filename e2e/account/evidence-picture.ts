/**
 * Takes the picture of the evidence page for the docs: a real `enforce-mfa verify --report` of an account like the article's, in Chromium.
 *
 *     LAB_AWS=/path/to/emulator npm run picture
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../__tests__/helpers/browser";
import { mfaPolicyDocument } from "../../modules";
import { startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa } from "../harness/command";
import { operatorWith } from "../harness/operator";

const WIDTH = 1120;

/** A page of docs is about this much narrower. */
const SCALE = 0.85;

const EXCEPTIONS = [{ user: "ops", reason: "runs enforce-mfa every month, until it has a role", until: "2099-12-31" }];

/** Alice and John have the article's group; a backup job came before it. */
async function setUp({ iam }: Caller): Promise<void> {
  const group = { GroupName: "PowerConsultants" };
  await iam.send(new CreateGroupCommand(group));
  const mfaPolicy = { PolicyName: "EnforceMfa", PolicyDocument: JSON.stringify(mfaPolicyDocument()) };
  const { Policy } = await iam.send(new CreatePolicyCommand(mfaPolicy));
  for (const PolicyArn of [Policy!.Arn, "arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws:iam::aws:policy/IAMUserChangePassword"]) {
    await iam.send(new AttachGroupPolicyCommand({ ...group, PolicyArn }));
  }
  for (const UserName of ["alice", "john"]) {
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new AddUserToGroupCommand({ ...group, UserName }));
  }
  const backup = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
  await iam.send(new CreateUserCommand({ UserName: "backup" }));
  await iam.send(new PutUserPolicyCommand({ UserName: "backup", PolicyName: "s3", PolicyDocument: JSON.stringify(backup) }));
}

/** From the top of the page to the end of the table of users. */
async function takePicture(page: string, file: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM });
  try {
    const tab = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, deviceScaleFactor: SCALE });
    await tab.goto(pathToFileURL(page).href);
    const { y = 0 } = (await tab.locator("#groups").boundingBox()) ?? {};
    await tab.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height: Math.floor(y) - 16 } });
  } finally {
    await browser.close();
  }
}

async function main(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-picture-"));
  const account = await startAccount();
  try {
    const root = new Caller(account.url);
    await setUp(root);
    const [exceptions, report] = [join(folder, "exceptions.json"), join(folder, "evidence.html")];
    writeFileSync(exceptions, JSON.stringify(EXCEPTIONS));
    const policy: unknown = JSON.parse((await enforceMfa(account.url, ["policy", "verify"])).out);
    const { key } = await operatorWith(root, "ops", policy);
    const { out, err } = await enforceMfa(account.url, ["verify", "--except", exceptions, "--report", report], key.credentials);
    process.stdout.write(out);
    process.stderr.write(err);
    await takePicture(report, file);
  } finally {
    await account.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main(resolve(__dirname, "../../docs/images/evidence.png"));
