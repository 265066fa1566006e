import { closest } from "./closest";

/** AWS's actions as modules/policy/actions.generated.json has them. */
interface ActionList {
  /** The day of the data, as YYYY-MM-DD. */
  readonly date: string;
  /** The names of a service's actions, with a space between, by the service's prefix. */
  readonly services: Readonly<Record<string, string>>;
}

/** How many names a message suggests. */
const SUGGESTIONS = 3;

/** The action in AWS's spelling, whatever the case of the name; nothing where AWS has no such action. */
export function findAction(name: string): string | undefined {
  const [service, action] = split(name);
  const found = actionsOf(service).find((known) => known.toLowerCase() === action);
  return found && `${service}:${found}`;
}

/**
 * Up to three actions that a misspelt name may mean, likeliest first: those of the same service that are nearly spelt so, those of other
 * services with this very name, then what is nearest at all.
 */
export function nearestActions(name: string): readonly string[] {
  const [service, action] = split(name);
  const own = actionsOf(service).map((known) => `${service}:${known}`);
  const all = Object.keys(loadList().services).flatMap((other) => actionsOf(other).map((known) => `${other}:${known}`));
  const namesakes = all.filter((known) => split(known)[1] === action);
  const likeliest = [
    ...closest(name, own, Math.max(2, action.length / 4)),
    ...closest(name, namesakes, Infinity),
    ...closest(name, own.length > 0 ? own : all, Math.max(3, action.length / 2)),
  ];
  return [...new Set(likeliest)].slice(0, SUGGESTIONS);
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

function split(name: string): readonly [service: string, action: string] {
  const [service = "", action = ""] = name.toLowerCase().split(":");
  return [service, action];
}

/** Half a megabyte: loaded with the first exempt action. */
function loadList(): ActionList {
  return require("./actions.generated.json") as ActionList;
}
