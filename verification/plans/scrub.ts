/** The provider's arguments that say something about the plan. The others say where the lab is. */
const PROVIDER_ARGUMENTS = ["alias", "region"];

/** Values that differ between two plans of the same change, and the text that stands for the n-th of them. */
const VARYING: readonly (readonly [RegExp, (count: string) => string])[] = [
  // Made by the provider: the time and a counter.
  [/\b20\d{16}[0-9a-f]{8}\b/g, (count) => count.padStart(26, "0")],
  [/\bAIDA[A-Z0-9]{16,17}\b/g, (count) => `AIDA${count.padStart(17, "0")}`],
  [/\bAGPA[A-Z0-9]{16,17}\b/g, (count) => `AGPA${count.padStart(17, "0")}`],
  [/\bAROA[A-Z0-9]{16,17}\b/g, (count) => `AROA${count.padStart(17, "0")}`],
  // The ids of terraform_data.
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (count) => `00000000-0000-0000-0000-${count.padStart(12, "0")}`],
  // Shorter than an access key's id, so that nothing that looks for keys finds one.
  [/\b[A-Z]KIA[A-Z0-9]{16}\b/g, (count) => `AKIAEXAMPLE${count.padStart(4, "0")}`],
  [/(?<="deposed":")[0-9a-f]{8}(?=")/g, (count) => count.padStart(8, "0")],
  [/(?<="(?:create_date)":")[^"]+(?=")/g, () => "2026-01-01T00:00:00Z"],
];

/** What a provider returns once and nobody should read. */
const SECRETS = /(?<="(?:secret|ses_smtp_password|encrypted_secret|encrypted_password)":")[^"]+(?=")/g;

type Json = Readonly<Record<string, unknown>>;

/** The output of `terraform show -json` without what varies from run to run: times, ids, keys, and where the lab is. */
export function scrub(output: string): string {
  const plan = JSON.parse(output) as Json & { relevant_attributes?: unknown[]; configuration?: Json };
  const stable = {
    ...plan,
    timestamp: undefined,
    ...(plan.relevant_attributes && { relevant_attributes: inOrder(plan.relevant_attributes) }),
    configuration: withoutLab(plan.configuration ?? {}),
  };
  const text = VARYING.reduce((current, [pattern, replacement]) => number(current, pattern, replacement), JSON.stringify(stable));
  return `${JSON.stringify(JSON.parse(text.replace(SECRETS, "scrubbed")), undefined, 1)}\n`;
}

/** Gives the values that a pattern finds numbers, in the order in which they come first. */
function number(text: string, pattern: RegExp, replacement: (count: string) => string): string {
  const seen = new Map<string, string>();
  return text.replace(pattern, (value) => {
    const known = seen.get(value) ?? replacement(String(seen.size + 1));
    seen.set(value, known);
    return known;
  });
}

function inOrder(values: readonly unknown[]): readonly unknown[] {
  return values
    .map((value) => JSON.stringify(value))
    .sort()
    .map((value) => JSON.parse(value) as unknown);
}

function withoutLab(configuration: Json): Json {
  const providers = Object.entries((configuration.provider_config ?? {}) as Record<string, Json>);
  return {
    ...configuration,
    provider_config: Object.fromEntries(
      providers.map(([name, { expressions, ...provider }]) => [
        name,
        { ...provider, ...(expressions !== undefined && { expressions: only(expressions) }) },
      ]),
    ),
  };
}

function only(expressions: unknown): unknown {
  return Object.fromEntries(Object.entries(expressions as Json).filter(([name]) => PROVIDER_ARGUMENTS.includes(name)));
}
