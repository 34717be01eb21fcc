import { compare } from "../src/kit/objects.js";
import { areaOf } from "../src/schema/area.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../src/schema/model.js";
import { scopesOf } from "../src/schema/scopes.js";
import { describableNames, describedNames } from "./described.js";
import { newestForms } from "./model.js";
import type { WordsFile } from "./words.js";

/** What of the newest release has no description, by area. */
export interface MissingWords {
  endpoints: EndpointKey[];
  /** By name, the endpoints that lack a line for it. */
  parameters: Map<string, EndpointKey[]>;
}

export interface Coverage {
  missing: Map<string, MissingWords>;
  /** Lines that describe what no release has: `file: scope name`. */
  unknown: string[];
  /** Lines that are given twice, or repeat the one of the wider scope. */
  duplicate: string[];
  /** Lines that aren't one short line. */
  malformed: string[];
}

/** Holds our descriptions against the releases: the newest must be covered, none may be invented. */
export function checkCoverage(files: readonly WordsFile[], apis: readonly Api[]): Coverage {
  const lines = files.flatMap(linesOf);
  const known = indexLines(lines);
  return {
    missing: findMissing(apis.at(-1)?.endpoints ?? [], known),
    unknown: findUnknown(lines, apis),
    duplicate: findDuplicates(lines, known, [...newestForms(apis).keys()]),
    malformed: lines.filter(({ text }) => !isOneShortLine(text)).map(show),
  };
}

interface Line {
  file: string;
  /** `"endpoint"` for an endpoint's own line. */
  scope: string;
  name: string;
  text: string;
}

const OWN = "endpoint";

function linesOf({ file, words }: WordsFile): Line[] {
  const endpoints = Object.entries(words.endpoints).map(([name, text]) => ({
    file,
    scope: OWN,
    name,
    text,
  }));
  const parameters = Object.entries(words.parameters).flatMap(([scope, entries]) =>
    Object.entries(entries).map(([name, text]) => ({ file, scope, name, text })),
  );
  return [...endpoints, ...parameters];
}

function show({ file, scope, name }: Line): string {
  return `${file}: ${scope === OWN ? name : `${name} in ${scope}`}`;
}

type Index = Map<string, Map<string, string>>;

function indexLines(lines: readonly Line[]): Index {
  const index: Index = new Map();
  for (const { scope, name, text } of lines) {
    const names = index.get(scope) ?? new Map<string, string>();
    index.set(scope, names.set(name, text));
  }
  return index;
}

function findMissing(endpoints: readonly Endpoint[], known: Index): Map<string, MissingWords> {
  const missing = new Map<string, MissingWords>();
  const of = (path: string): MissingWords => {
    const entry: MissingWords = missing.get(areaOf(path)) ?? {
      endpoints: [],
      parameters: new Map(),
    };
    missing.set(areaOf(path), entry);
    return entry;
  };
  for (const endpoint of endpoints) {
    const key = keyOf(endpoint);
    if (!known.get(OWN)?.has(key)) of(endpoint.path).endpoints.push(key);
    const scopes = scopesOf(key);
    for (const name of describedNames(endpoint)) {
      if (scopes.some((scope) => known.get(scope)?.has(name))) continue;
      const { parameters } = of(endpoint.path);
      parameters.set(name, [...(parameters.get(name) ?? []), key]);
    }
  }
  return new Map([...missing].sort(([a], [b]) => compare(a, b)));
}

function findUnknown(lines: readonly Line[], apis: readonly Api[]): string[] {
  const endpoints = new Set<string>();
  const parameters = new Map<string, Set<string>>();
  for (const endpoint of apis.flatMap((api) => api.endpoints)) {
    const key = keyOf(endpoint);
    endpoints.add(key);
    const names = describableNames(endpoint);
    for (const scope of scopesOf(key)) {
      const known = parameters.get(scope) ?? new Set();
      for (const name of names) known.add(name);
      parameters.set(scope, known);
    }
  }
  return lines
    .filter(({ scope, name }) =>
      scope === OWN ? !endpoints.has(name) : !parameters.get(scope)?.has(name),
    )
    .map(show);
}

function findDuplicates(
  lines: readonly Line[],
  known: Index,
  keys: readonly EndpointKey[],
): string[] {
  const seen = new Map<string, Line>();
  const twice = lines.flatMap((line) => {
    const first = seen.get(`${line.scope}\0${line.name}`);
    seen.set(`${line.scope}\0${line.name}`, line);
    return first ? [`${show(line)}: also in ${first.file}`] : [];
  });
  const repeated = lines.flatMap((line) => {
    const wider = line.scope === OWN ? undefined : widerScope(line, known, keys);
    return wider === undefined ? [] : [`${show(line)}: the same as in ${wider}`];
  });
  return [...twice, ...repeated];
}

/** The next wider scope that has the name, if it says the same. */
function widerScope(line: Line, known: Index, keys: readonly EndpointKey[]): string | undefined {
  const scopes = line.scope.startsWith("/")
    ? scopesOf(`GET ${line.scope}` as EndpointKey).slice(1)
    : scopesOf(keys.find((key) => key === line.scope) ?? "GET /");
  const wider = scopes
    .slice(scopes.indexOf(line.scope) + 1)
    .find((scope) => known.get(scope)?.has(line.name));
  return wider !== undefined && known.get(wider)?.get(line.name) === line.text ? wider : undefined;
}

const LONGEST = 160;

function isOneShortLine(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST && !/[\n\r\t]/.test(text);
}
