import { createDevice, enableDevice } from "../../harness/person";
import { ENROLMENT_NAMES } from "../stack";
import { type Call, power } from "./call";

const documents = ENROLMENT_NAMES;

/**
 * Registering a device for oneself, which the document allows before MFA. It is an attack only with an option that denies it to whoever holds a
 * newcomer's credentials; by-design.ts shows what happens without these options.
 */
export const ENROLMENT: readonly Call[] = [
  power("iam: create a device", ({ as, self }) => createDevice(as, `${self.name}-new`), { documents }),
  power("iam: enable a device for oneself", ({ as, self, scene }) => enableDevice(as, self.name, scene.spare), {
    documents,
    control: { run: async ({ self, scene }) => enableDevice(await self.session("with MFA"), self.name, scene.spare) },
  }),
];
