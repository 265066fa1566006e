import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { ALLOWED, type Answer, DENIED, OWN_DEVICES_NEED_MFA } from "../harness/answer";
import { Caller } from "../harness/caller";
import { createDevice, credentialsOf, type Device, enableDevice, type Person } from "../harness/person";
import { send } from "../harness/send";
import { BUCKET, document, MFA_POLICY, OBJECT, OPERATOR, PASSWORD, type Scene } from "./scene";
import type { DocumentName, StricterName } from "./stack";

/** Something that still works, although one might not expect it to. */
export interface Risk {
  /** The name of its row in docs/threat-model.md. */
  readonly name: string;
  readonly expected: Readonly<Record<DocumentName, Answer>>;
  /** The options that close it. The roster sets `exemptOwnUserOnly` as soon as a group has administrator rights. */
  readonly closedBy?: readonly StricterName[];
  readonly run: (scene: Scene) => Promise<unknown>;
}

/** Something that the document allows but AWS itself refuses. */
export interface RefusedByAws {
  /** The name of its row in docs/threat-model.md. */
  readonly name: string;
  /** AWS's answer, regardless of the document. */
  readonly expected: Answer;
  /** The options that refuse it first. */
  readonly closedBy?: readonly StricterName[];
  readonly run: (scene: Scene) => Promise<unknown>;
}

const WITH_BOTH = { minimal: ALLOWED, getSessionTokenWithoutMfa: ALLOWED };
const ON_THE_COMMAND_LINE = { minimal: DENIED, getSessionTokenWithoutMfa: ALLOWED };

/** What the document cannot stop, by its own design or by AWS's. */
export const RISKS: readonly Risk[] = [
  {
    name: "a first device, enabled with the key of somebody who has never enrolled",
    expected: WITH_BOTH,
    closedBy: ["enrolment", "enrolmentTag"],
    run: ({ newcomer }) => newcomer.enrol(),
  },
  {
    name: "a session with MFA, from that device and that key",
    expected: ON_THE_COMMAND_LINE,
    closedBy: ["enrolment", "enrolmentTag"],
    run: async ({ newcomer }) => {
      await newcomer.enrol();
      await readObject(await newcomer.session("with MFA"));
    },
  },
  {
    name: "a first device, enabled with the first password of somebody who has never enrolled",
    expected: WITH_BOTH,
    closedBy: ["enrolmentTag"],
    run: async ({ root, newcomer }) => newcomer.enrol(await newcomer.signIn(root)),
  },
  {
    name: "a console session with MFA, from that device and that password",
    expected: WITH_BOTH,
    closedBy: ["enrolmentTag"],
    run: async ({ root, newcomer }) => {
      await newcomer.enrol(await newcomer.signIn(root));
      await readObject(await newcomer.signIn(root, "with MFA"));
    },
  },
  {
    name: "a first device, enabled with the key of somebody whose enrolment is open",
    expected: WITH_BOTH,
    closedBy: ["enrolment"],
    run: async ({ root, newcomer }) => {
      await root.iam.send(new iam.TagUserCommand({ UserName: newcomer.name, Tags: [{ Key: "mfa-enrolment", Value: "open" }] }));
      await newcomer.enrol();
    },
  },
  {
    name: "another first device, enabled with the key of somebody whose last device has been removed",
    expected: WITH_BOTH,
    closedBy: ["enrolment", "enrolmentTag"],
    run: async ({ root, john }) => {
      await removeDevice(root, john);
      await john.enrol(john.key, "john-replacement");
    },
  },
  {
    name: "a second device, enabled in a console session that began before enrolment",
    expected: WITH_BOTH,
    closedBy: ["enrolmentTag"],
    run: ({ john, sessions }) => john.enrol(sessions.johnBeforeEnrolment, "john-second"),
  },
  {
    name: "a session without MFA",
    expected: ON_THE_COMMAND_LINE,
    run: ({ john }) => john.session(),
  },
  {
    name: "the names of all users",
    expected: WITH_BOTH,
    run: async ({ john, colleague }) => {
      const { Users = [] } = await john.key.iam.send(new iam.ListUsersCommand({}));
      expectIncluded(
        Users.map(({ UserName }) => UserName),
        colleague.name,
      );
    },
  },
  {
    name: "all virtual devices, and who they belong to",
    expected: WITH_BOTH,
    run: async ({ john, colleague }) => {
      const { VirtualMFADevices = [] } = await john.key.iam.send(new iam.ListVirtualMFADevicesCommand({}));
      expectIncluded(
        VirtualMFADevices.map(({ User }) => User?.UserName),
        colleague.name,
      );
    },
  },
  {
    name: "a device named after a colleague",
    expected: WITH_BOTH,
    closedBy: ["exemptOwnUserOnly", "enrolment", "enrolmentTag"],
    run: ({ john, newcomer }) => createDevice(john.key, newcomer.name),
  },
  {
    name: "deleting a device that somebody else has created but not yet enabled",
    expected: WITH_BOTH,
    closedBy: ["exemptOwnUserOnly", "enrolment"],
    run: ({ john, spare }) => deleteDevice(john.key, spare),
  },
  {
    name: "a new password, set by somebody who has the key and knows the old password",
    expected: WITH_BOTH,
    run: ({ john }) => john.key.iam.send(new iam.ChangePasswordCommand({ OldPassword: PASSWORD, NewPassword: "Second-Passw0rd!" })),
  },
  {
    name: "a first device for somebody else, enabled with the key of a user whose policies allow it",
    expected: WITH_BOTH,
    closedBy: ["exemptOwnUserOnly", "enrolment", "enrolmentTag"],
    run: ({ administrator, newcomer, spare }) => enableDevice(administrator.key, newcomer.name, spare),
  },
  {
    name: "a second device for somebody else, enabled in the same way",
    expected: WITH_BOTH,
    closedBy: ["exemptOwnUserOnly", "enrolment", "enrolmentTag"],
    run: ({ administrator, colleague, spare }) => enableDevice(administrator.key, colleague.name, spare),
  },
  {
    name: "the devices of somebody else, listed with the key of a user whose policies allow it",
    expected: WITH_BOTH,
    closedBy: ["exemptOwnUserOnly"],
    run: ({ administrator, colleague }) => administrator.key.iam.send(new iam.ListMFADevicesCommand({ UserName: colleague.name })),
  },
  {
    name: "a session with MFA, used after its device has been removed",
    expected: WITH_BOTH,
    run: async ({ root, john, sessions }) => {
      await removeDevice(root, john);
      await readObject(sessions.johnWithMfa);
    },
  },
  {
    name: "a URL signed in a session with MFA",
    expected: WITH_BOTH,
    run: ({ root, sessions }) =>
      send(root.url, "GET", sessions.johnWithMfa.presign({ method: "GET", service: "s3", path: `/${BUCKET}/${OBJECT}` })),
  },
  {
    name: "a role that trusts the account, assumed with MFA and from then on free of the Deny",
    expected: WITH_BOTH,
    run: async ({ root, sessions }) => {
      const assume = new AssumeRoleCommand({ RoleArn: OPERATOR, RoleSessionName: "work" });
      const { Credentials } = await sessions.johnWithMfa.sts.send(assume);
      await detach(new Caller(root.url, credentialsOf(Credentials)));
    },
  },
  {
    name: "the enforcement itself, removed by an administrator with MFA",
    expected: WITH_BOTH,
    run: async ({ root, administrator }) => detach(await administrator.signIn(root, "with MFA")),
  },
  {
    name: "a user who does not carry the MFA policy",
    expected: WITH_BOTH,
    run: ({ unrestricted }) => readObject(unrestricted.key),
  },
  {
    name: "the account's root user",
    expected: WITH_BOTH,
    run: ({ root }) => detach(root),
  },
  {
    name: "data that is open to the world",
    expected: WITH_BOTH,
    run: async ({ root }) => {
      const Policy = document([{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${BUCKET}/*` }]);
      await root.s3.send(new s3.PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
      await send(root.url, "GET", `https://s3.us-east-1.amazonaws.com/${BUCKET}/${OBJECT}`);
    },
  },
];

/** What the document allows but AWS's own checks refuse. */
export const REFUSED_BY_AWS: readonly RefusedByAws[] = [
  {
    name: "enabling a second device with the key of somebody who has enrolled",
    expected: OWN_DEVICES_NEED_MFA,
    run: ({ john }) => john.enrol(john.key, "john-second"),
  },
  {
    name: "enabling one's own device again, with the key",
    expected: OWN_DEVICES_NEED_MFA,
    run: ({ john }) => enableDevice(john.key, john.name, john.device!),
  },
  {
    name: "enabling a colleague's device for oneself",
    expected: "EntityAlreadyExists",
    run: ({ newcomer, colleague }) => enableDevice(newcomer.key, newcomer.name, colleague.device!),
  },
  {
    name: "enabling a device with codes that it does not show",
    expected: "InvalidAuthenticationCode",
    run: ({ newcomer, spare }) => enable(newcomer, spare.serial, "000000", "111111"),
  },
  {
    name: "enabling a device with two codes that are not consecutive",
    expected: "InvalidAuthenticationCode",
    run: ({ newcomer, spare }) => enable(newcomer, spare.serial, spare.codeAt(-2), spare.codeAt(0)),
  },
  {
    name: "enabling a device that does not exist",
    expected: "NoSuchEntity",
    run: ({ newcomer, spare }) => enable(newcomer, `${spare.serial}-missing`, spare.codeAt(-1), spare.codeAt(0)),
  },
  {
    name: "enabling a ninth device, in a session with MFA",
    expected: "LimitExceeded",
    run: async ({ john, sessions }) => {
      for (let number = 2; number <= 9; number++) {
        await john.enrol(sessions.johnWithMfa, `john-${number}`);
      }
    },
  },
  {
    name: "deleting one's own device while it is enabled",
    expected: "DeleteConflict",
    run: ({ john }) => deleteDevice(john.key, john.device!),
  },
  {
    name: "deleting a colleague's device while it is enabled",
    expected: "DeleteConflict",
    closedBy: ["exemptOwnUserOnly"],
    run: ({ john, colleague }) => deleteDevice(john.key, colleague.device!),
  },
];

function readObject(as: Caller): Promise<unknown> {
  return as.s3.send(new s3.GetObjectCommand({ Bucket: BUCKET, Key: OBJECT }));
}

function detach(as: Caller): Promise<unknown> {
  return as.iam.send(new iam.DetachGroupPolicyCommand({ GroupName: "PowerConsultants", PolicyArn: MFA_POLICY }));
}

function deleteDevice(as: Caller, { serial }: Device): Promise<unknown> {
  return as.iam.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber: serial }));
}

/** Enables a device for the key's owner. */
function enable({ key, name }: Person, SerialNumber: string, AuthenticationCode1: string, AuthenticationCode2: string): Promise<unknown> {
  return key.iam.send(new iam.EnableMFADeviceCommand({ UserName: name, SerialNumber, AuthenticationCode1, AuthenticationCode2 }));
}

function removeDevice(as: Caller, { name, device }: Person): Promise<unknown> {
  return as.iam.send(new iam.DeactivateMFADeviceCommand({ UserName: name, SerialNumber: device!.serial }));
}

function expectIncluded(names: readonly (string | undefined)[], name: string): void {
  if (!names.includes(name)) {
    throw new Error(`"${name}" is not one of ${names.join(", ")}`);
  }
}
