import { defined } from "../kit/defined.js";
import { compare, sortKeys } from "../kit/objects.js";
import type { Change, ChangeClass } from "./change.js";
import { type RenamedEndpoint, renamedEndpoints } from "./diff-renames.js";
import { schemaChanges } from "./diff-schema.js";
import { type Api, type Endpoint, type EndpointKey, keyOf, METHODS } from "./model.js";
import { needsMore, permissionNeeds } from "./permission-needs.js";

/** Every difference, sorted by path, method, part and place. */
export function diffApis(from: Api, to: Api): Change[] {
  const before = new Map(from.endpoints.map((endpoint) => [keyOf(endpoint), endpoint]));
  const after = new Map(to.endpoints.map((endpoint) => [keyOf(endpoint), endpoint]));
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(compareKeys);
  const releases = { from: from.release, to: to.release };
  const renamed = renamedEndpoints(
    from.endpoints.filter((endpoint) => !after.has(keyOf(endpoint))),
    to.endpoints.filter((endpoint) => !before.has(keyOf(endpoint))),
  );
  const byNewKey = new Map(renamed.map((pair) => [keyOf(pair.after), pair]));
  const oldKeys = new Set(renamed.map((pair) => keyOf(pair.before)));
  return keys.flatMap((key) => {
    if (oldKeys.has(key)) return [];
    const pair = byNewKey.get(key);
    if (!pair) return endpointChanges(key, before.get(key), after.get(key), releases);
    const { asAfter } = pair;
    const changes = asAfter ? endpointChanges(key, asAfter, pair.after, releases) : [];
    return [renamedChange(pair), ...changes];
  });
}

function renamedChange({ before, after, asAfter }: RenamedEndpoint): Change {
  const [was, is] = [keyOf(before), keyOf(after)];
  const severity = asAfter ? "text" : "breaking";
  const where = { endpoint: is, part: "endpoint" as const, path: "", what: "renamed" };
  return { class: severity, ...where, before: was, after: is };
}

function compareKeys(a: EndpointKey, b: EndpointKey): number {
  const [methodA = "", pathA = ""] = a.split(" ");
  const [methodB = "", pathB = ""] = b.split(" ");
  const order: readonly string[] = METHODS;
  return compare(pathA, pathB) || order.indexOf(methodA) - order.indexOf(methodB);
}

function endpointChanges(
  endpoint: EndpointKey,
  before: Endpoint | undefined,
  after: Endpoint | undefined,
  releases: { from: string; to: string },
): Change[] {
  const whole = { endpoint, part: "endpoint" as const, path: "" };
  if (!before || !after) {
    return after
      ? [{ class: "additive", ...whole, what: "added" }]
      : [{ class: "breaking", ...whole, what: "removed" }];
  }
  const inSchema = (part: "parameters" | "returns") =>
    schemaChanges(before[part] ?? {}, after[part] ?? {}, { part, ...releases }).map(
      ({ class: severity, ...change }): Change => ({ class: severity, endpoint, part, ...change }),
    );
  return [
    ...flagChanges(before, after).map((change): Change => ({ ...whole, ...change })),
    ...sorted(inSchema("parameters")),
    ...sorted(inSchema("returns")),
  ];
}

function sorted(changes: Change[]): Change[] {
  return changes.sort((a, b) => compare(a.path, b.path) || compare(a.what, b.what));
}

type FlagChange = Pick<Change, "class" | "what" | "before" | "after">;

/** Facts about the endpoint itself and how a change of each is classed. */
const FLAGS: { what: keyof Endpoint; classOf: (before: unknown, after: unknown) => ChangeClass }[] =
  [
    { what: "allowtoken", classOf: (_, after) => (after === false ? "breaking" : "additive") },
    { what: "download_allowed", classOf: () => "attention" },
    { what: "expose_credentials", classOf: () => "attention" },
    { what: "name", classOf: () => "text" },
    { what: "permissions", classOf: () => "attention" },
    { what: "protected", classOf: () => "attention" },
    { what: "proxyto", classOf: () => "attention" },
    { what: "text", classOf: () => "text" },
  ];

function flagChanges(before: Endpoint, after: Endpoint): FlagChange[] {
  return FLAGS.flatMap(({ what, classOf }) => {
    const [old, now] = [before[what], after[what]];
    if (same(old, now)) return [];
    const severity = what === "permissions" ? permissionsClass(before, after) : classOf(old, now);
    return [
      {
        class: severity,
        what,
        ...defined({ before: old, after: now }),
      },
    ];
  });
}

/** Breaking where a caller who was allowed may be refused now. */
function permissionsClass(before: Endpoint, after: Endpoint): ChangeClass {
  const facts = ({ permissions }: Endpoint) => ({ ...permissions, text: undefined });
  const isSame = !!before.permissions && !!after.permissions && same(facts(before), facts(after));
  if (isSame) return "text";
  return needsMore(permissionNeeds(before), permissionNeeds(after)) ? "breaking" : "additive";
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));
}
