import { groupBy } from "../../access";
import { actionsOf, listOf, matchesPattern, type Statement } from "../../iam";

/**
 * A service's actions, those together that the same statements are about: on the same resource, and in the same request, IAM answers the same for
 * all actions of a kind.
 */
export function actionKinds(service: string, statements: readonly Statement[]): readonly (readonly string[])[] {
  const actions = actionsOf(service).map((name) => `${service}:${name}`);
  const patterns = statements.map((statement) => dividing(service, statement)).filter((list) => list.length > 0);
  if (patterns.length === 0) {
    return actions.length > 0 ? [actions] : [];
  }
  return groupBy(actions, (action) =>
    patterns.map((list) => (list.some((pattern) => matchesPattern(pattern, action)) ? "1" : "0")).join(""),
  );
}

/** The patterns of a statement that may match some of a service's actions and not others. */
function dividing(service: string, { Action, NotAction }: Statement): readonly string[] {
  return listOf(NotAction ?? Action)
    .map(String)
    .filter((pattern) => {
      const [prefix = "", name] = pattern.split(":");
      return name !== undefined && name !== "*" && matchesPattern(prefix, service);
    });
}
