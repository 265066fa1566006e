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

/** Steps before and after the current one whose codes are used here. AWS was seen to accept two either way. */
const TOLERANCE = 1;

/** How long a code may take to reach STS, so that the oldest one that is still accepted does not become too old on the way. */
const ON_THE_WAY_MS = 5000;

/** A virtual MFA device: what its owner sees of it. */
export class Device {
  readonly #secret: Buffer;
  #lastStep: number | undefined;

  constructor(
    readonly serial: string,
    seed: Uint8Array,
  ) {
    this.#secret = decodeBase32(Buffer.from(seed).toString());
  }

  /** A code for STS that has not been given out before, since STS accepts each code once; the fourth within a minute has to be waited for. */
  async code(): Promise<string> {
    const step = this.#lastStep === undefined ? stepAt(Date.now() + ON_THE_WAY_MS) - TOLERANCE : Math.max(this.#lastStep + 1, stepAt());
    const early = step - TOLERANCE - stepAt();
    if (early > 0) {
      await sleep((stepAt() + early) * STEP_SECONDS * 1000 - Date.now());
    }
    this.#lastStep = step;
    return totp(this.#secret, step);
  }

  /** The code that the device shows so many steps from now, whether or not AWS would accept it. */
  codeAt(steps: number): string {
    return totp(this.#secret, stepAt() + steps);
  }

  /**
   * Two codes, one right after the other, as enabling and resynchronizing take them. STS still accepts either of them afterwards.
   *
   * @param steps of the second code, from now
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

  /** Creates and enables a device, with nothing but what `as` may do. */
  async enrol(as: Caller = this.key, deviceName: string = this.name): Promise<Device> {
    this.device = await createDevice(as, deviceName);
    await enableDevice(as, this.name, this.device);
    return this.device;
  }

  /** What `sts:GetSessionToken` gives for the access key, and for a code of the device if one is to be used. */
  async session(withMfa?: "with MFA"): Promise<Caller> {
    const mfa = withMfa && this.device && { SerialNumber: this.device.serial, TokenCode: await this.device.code() };
    const { Credentials } = await this.key.sts.send(new GetSessionTokenCommand({ ...mfa }));
    return new Caller(this.key.url, credentialsOf(Credentials));
  }

  /**
   * What signing in at the console gives: a session, whatever the person's policies say. Emulators have no console, so root leaves the
   * person nothing but `sts:GetSessionToken` for the moment of the sign-in.
   */
  async signIn(root: Caller, withMfa?: "with MFA"): Promise<Caller> {
    return this.whileSigningIn(root, () => this.session(withMfa));
  }

  /** Several sign-ins in one such moment. */
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

/** Assigns a device to a user. */
export async function enableDevice(as: Caller, userName: string, device: Device): Promise<void> {
  await as.iam.send(new EnableMFADeviceCommand({ UserName: userName, SerialNumber: device.serial, ...device.consecutiveCodes() }));
}

/** The keys in STS's answer. */
export function credentialsOf(answer: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } | undefined): Credentials {
  return { accessKeyId: answer!.AccessKeyId!, secretAccessKey: answer!.SecretAccessKey!, sessionToken: answer!.SessionToken! };
}
