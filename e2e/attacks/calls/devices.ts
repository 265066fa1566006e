import * as iam from "@aws-sdk/client-iam";
import type { Caller } from "../../harness/caller";
import { type Device, enableDevice, type Person } from "../../harness/person";
import { admin, type Call } from "./call";

/** MFA devices: their own and other people's. What the document allows but AWS itself refuses is in by-design.ts. */
export const DEVICES: readonly Call[] = [
  admin("iam: deactivate their own device", ({ as, self }) => deactivate(as, self), {
    isRefusedToKeys: true,
    needsDevice: true,
    control: { run: async ({ self }) => deactivate(await self.session("with MFA"), self) },
  }),
  admin("iam: deactivate a colleague's device", ({ as, scene }) => deactivate(as, scene.colleague)),
  admin("iam: resynchronize their own device", ({ as, self }) => resync(as, self, self.device!), { needsDevice: true }),
  admin("iam: resynchronize a colleague's device", ({ as, scene }) => resync(as, scene.colleague, scene.colleague.device!)),
  admin("iam: enable a device for a colleague who has none", ({ as, scene }) => enable(as, scene.newcomer, scene.spare), {
    stoppedBy: "permissions",
  }),
  admin("iam: enable another device for a colleague who has one", ({ as, scene }) => enable(as, scene.colleague, scene.spare), {
    stoppedBy: "permissions",
  }),
  admin(
    "iam: tag their own device",
    ({ as, self }) =>
      as.iam.send(new iam.TagMFADeviceCommand({ SerialNumber: self.device!.serial, Tags: [{ Key: "team", Value: "mine" }] })),
    { needsDevice: true },
  ),
  admin("iam: untag a colleague's device", ({ as, scene }) =>
    as.iam.send(new iam.UntagMFADeviceCommand({ SerialNumber: scene.colleague.device!.serial, TagKeys: ["team"] })),
  ),
];

function deactivate(as: Caller, { name, device }: Person): Promise<unknown> {
  return as.iam.send(new iam.DeactivateMFADeviceCommand({ UserName: name, SerialNumber: device!.serial }));
}

/** Uses newer codes than those with which the device was enabled. */
function resync(as: Caller, { name }: Person, device: Device): Promise<unknown> {
  return as.iam.send(new iam.ResyncMFADeviceCommand({ UserName: name, SerialNumber: device.serial, ...device.consecutiveCodes(2) }));
}

function enable(as: Caller, { name }: Person, device: Device): Promise<unknown> {
  return enableDevice(as, name, device);
}
