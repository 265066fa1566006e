import { closest } from "../problem";

/** AWS's actions, as actions.generated.json has them. */
interface ActionList {
  /** The day of the data, as YYYY-MM-DD. */
  readonly date: string;
  /** The names of a service's actions, separated by spaces, by the service's prefix. */
  readonly services: Readonly<Record<string, string>>;
}

/** An action in AWS's spelling, ignoring the case of the name; nothing where AWS has no such action. */
export function findAction(name: string): string | undefined {
  const [service, action] = split(name);
  const found = actionsOf(service).find((known) => known.toLowerCase() === action);
  return found && `${service}:${found}`;
}

/** The action that a misspelt name probably means: of the same service where AWS has that service, otherwise of any. */
export function closestAction(name: string): string | undefined {
  const [service] = split(name);
  const { services } = loadList();
  const candidates = Object.hasOwn(services, service) ? [service] : Object.keys(services);
  return closest(
    name,
    candidates.flatMap((candidate) => actionsOf(candidate).map((action) => `${candidate}:${action}`)),
  );
}

/** The day of the list of actions, as YYYY-MM-DD. */
export function actionsDate(): string {
  return loadList().date;
}

/** The names of a service's actions, in order; none for a service that AWS does not have. */
export function actionsOf(service: string): readonly string[] {
  const { services } = loadList();
  return Object.hasOwn(services, service) ? (services[service]?.split(" ") ?? []) : [];
}

/** The prefixes of all services, in order. */
export function servicePrefixes(): readonly string[] {
  return Object.keys(loadList().services);
}

function split(name: string): readonly [service: string, action: string] {
  const [service = "", action = ""] = name.toLowerCase().split(":");
  return [service, action];
}

/** Half a megabyte: loaded with the first exempt action. */
function loadList(): ActionList {
  return require("./actions.generated.json") as ActionList;
}
