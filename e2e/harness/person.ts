import { setTimeout as sleep } from "node:timers/promises";
import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeleteUserPolicyCommand,
  EnableMFADeviceCommand,
  ListGroupsForUserCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
} from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { Caller } from "./caller";
import type { Credentials } from "./clients";
import { decodeBase32, STEP_SECONDS, stepAt, totp } from "./totp";

/** How many steps before and after the current one a code may be. AWS has been observed to accept two either way. */
const TOLERANCE = 1;

/** How long a request may take to reach STS. A code that could expire in that time is not used. */
const ON_THE_WAY_MS = 5000;

/** A virtual MFA device, as its owner sees it. */
export class Device {
  readonly #secret: Buffer;
  #lastStep: number | undefined;

  constructor(
    readonly serial: string,
    seed: Uint8Array,
  ) {
    this.#secret = decodeBase32(Buffer.from(seed).toString());
  }

  /** An unused code, since STS accepts each code only once. The fourth code within a minute requires waiting. */
  async code(): Promise<string> {
    const step = this.#lastStep === undefined ? stepAt(Date.now() + ON_THE_WAY_MS) - TOLERANCE : Math.max(this.#lastStep + 1, stepAt());
    const early = step - TOLERANCE - stepAt();
    if (early > 0) {
      await sleep((stepAt() + early) * STEP_SECONDS * 1000 - Date.now());
    }
    this.#lastStep = step;
    return totp(this.#secret, step);
  }

  /** The code that the device shows this many steps from now, whether or not AWS would accept it. */
  codeAt(steps: number): string {
    return totp(this.#secret, stepAt() + steps);
  }

  /**
   * Two consecutive codes, as needed to enable or resynchronize a device. STS still accepts both of them afterwards.
   *
   * @param steps how many steps from now the second code is
   */
  consecutiveCodes(steps = 0): { readonly AuthenticationCode1: string; readonly AuthenticationCode2: string } {
    const step = stepAt() + steps;
    return { AuthenticationCode1: totp(this.#secret, step - 1), AuthenticationCode2: totp(this.#secret, step) };
  }
}

/** A user of an account: a name, an access key and, once enrolled, a device. */
export class Person {
  device?: Device;

  private constructor(
    readonly name: string,
    readonly key: Caller,
  ) {}

  /** Gives an existing user an access key. */
  static async withKey(root: Caller, name: string): Promise<Person> {
    const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: name }));
    return new Person(name, new Caller(root.url, { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! }));
  }

  /** Creates and enables a device, using only the permissions of `as`. */
  async enrol(as: Caller = this.key, deviceName: string = this.name): Promise<Device> {
    this.device = await createDevice(as, deviceName);
    await enableDevice(as, this.name, this.device);
    return this.device;
  }

  /** A session from `sts:GetSessionToken` for the access key, optionally with a code from the device. */
  async session(withMfa?: "with MFA"): Promise<Caller> {
    const mfa = withMfa && this.device && { SerialNumber: this.device.serial, TokenCode: await this.device.code() };
    const { Credentials } = await this.key.sts.send(new GetSessionTokenCommand({ ...mfa }));
    return new Caller(this.key.url, credentialsOf(Credentials));
  }

  /**
   * A session as from a console sign-in, which does not depend on the person's policies. Emulators have no console, so while the person signs
   * in, root replaces their permissions with `sts:GetSessionToken` alone.
   */
  async signIn(root: Caller, withMfa?: "with MFA"): Promise<Caller> {
    return this.whileSigningIn(root, () => this.session(withMfa));
  }

  /** Several such sign-ins at once. */
  async whileSigningIn<Result>(root: Caller, work: () => Promise<Result>): Promise<Result> {
    const user = { UserName: this.name };
    const { Groups = [] } = await root.iam.send(new ListGroupsForUserCommand(user));
    for (const { GroupName } of Groups) {
      await root.iam.send(new RemoveUserFromGroupCommand({ ...user, GroupName }));
    }
    await root.iam.send(new PutUserPolicyCommand({ ...user, PolicyName: "sign-in", PolicyDocument: MAY_SIGN_IN }));
    const result = await work();
    await root.iam.send(new DeleteUserPolicyCommand({ ...user, PolicyName: "sign-in" }));
    for (const { GroupName } of Groups) {
      await root.iam.send(new AddUserToGroupCommand({ ...user, GroupName }));
    }
    return result;
  }
}

const MAY_SIGN_IN = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:GetSessionToken", Resource: "*" }],
});

/** Creates a virtual device and keeps the seed that AWS returns. */
export async function createDevice(as: Caller, name: string): Promise<Device> {
  const { VirtualMFADevice } = await as.iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
  return new Device(VirtualMFADevice!.SerialNumber!, VirtualMFADevice!.Base32StringSeed!);
}

/** Enables a device for a user. */
export async function enableDevice(as: Caller, userName: string, device: Device): Promise<void> {
  await as.iam.send(new EnableMFADeviceCommand({ UserName: userName, SerialNumber: device.serial, ...device.consecutiveCodes() }));
}

/** The credentials in STS's answer. */
export function credentialsOf(answer: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } | undefined): Credentials {
  return { accessKeyId: answer!.AccessKeyId!, secretAccessKey: answer!.SecretAccessKey!, sessionToken: answer!.SessionToken! };
}
