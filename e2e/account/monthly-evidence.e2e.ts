import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AddUserToGroupCommand, CreateGroupCommand, CreateUserCommand, PutGroupPolicyCommand } from "@aws-sdk/client-iam";
import { mfaPolicyDocument } from "../../modules";
import { startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa } from "../harness/command";
import { commandsOf } from "../harness/guide";
import { operatorWith } from "../harness/operator";
import { Person } from "../harness/person";

const GUIDE = "monthly-evidence.md";

test("the guide's commands do what it says", async () => {
  const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-evidence-"));
  const account = await startAccount();
  try {
    const root = new Caller(account.url);
    const { iam } = root;
    await iam.send(new CreateUserCommand({ UserName: "john" }));
    const group = { GroupName: "Power" };
    await iam.send(new CreateGroupCommand(group));
    await iam.send(new PutGroupPolicyCommand({ ...group, PolicyName: "mfa", PolicyDocument: JSON.stringify(mfaPolicyDocument()) }));
    await iam.send(new AddUserToGroupCommand({ ...group, UserName: "john" }));
    const john = await Person.withKey(root, "john");

    const [, exceptions = ""] = /```json\n([^]*?)\n```/.exec(readFileSync(resolve(__dirname, "../../docs", GUIDE), "utf8")) ?? [];
    writeFileSync(join(folder, "exceptions.json"), exceptions);
    const inFolder = (argument: string): string => (/\.(json|html|md)$/.test(argument) ? join(folder, argument) : argument);
    const [policy = [], verify = [], live = []] = commandsOf(GUIDE).map((command) => command.split(" ").slice(2).map(inFolder));
    const operator = await operatorWith(root, "ops", JSON.parse((await enforceMfa(account.url, policy)).out));
    const { code, err } = await enforceMfa(account.url, verify, operator.key.credentials);
    expect([code, err]).toEqual([0, ""]);
    expect(["html", "md", "json"].map((format) => existsSync(join(folder, `evidence.${format}`)))).toEqual([true, true, true]);
    expect(readFileSync(join(folder, "evidence.html"), "utf8")).toContain("MFA is enforced for every user but the exceptions");
    const answers = await enforceMfa(account.url, live, john.key.credentials);
    expect([answers.code, answers.out.split("\n")[0]]).toEqual([
      0,
      "arn:aws:iam::123456789012:user/john: 0 of 6 calls got through; AWS refused every one.",
    ]);
  } finally {
    await account.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
