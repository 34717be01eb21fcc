import { fieldWords } from "../../../overrides/words/fields.js";
import { goneFrom, lifetimeOf, valueLifetimesOf } from "../../data/availability.js";
import { loadRelease } from "../../data/releases.js";
import { parameterWords } from "../../data/words.js";
import { nearest } from "../../kit/nearest.js";
import { mapValues, ownValue } from "../../kit/objects.js";
import {
  type Endpoint,
  type EndpointKey,
  pathParameters,
  type Schema,
} from "../../schema/model.js";
import { propertyStringOf } from "../../schema/named-property-strings.js";
import { describeFamily, familyOf, findProperty } from "../../schema/numbered-parameters.js";
import type { ToolAnswer } from "../define.js";
import { ToolError } from "../errors.js";
import { endpointsOfRelease } from "../find-endpoint.js";
import type { Session } from "../session.js";
import { knownEndpoint } from "./known-endpoint.js";

/** All that is known of an endpoint, or with `parameter` of one of its parameters. */
export async function describe(
  args: Record<string, unknown>,
  session: Session,
): Promise<ToolAnswer> {
  const { key } = await knownEndpoint(session.gate, args["endpoint"], "GET");
  const knowledge = await session.gate.knowledge();
  const { catalogue } = knowledge;
  const endpoint = knowledge.describe(key);
  const entry = catalogue.endpoints[key];
  if (!endpoint || !entry) throw new ToolError("endpoint", `endpoint: no release here has ${key}`);
  const properties = endpoint.parameters.properties ?? {};
  const earlier = earlierParameters(key, properties);
  if (args["parameter"] !== undefined) {
    const all = { ...properties, ...earlier };
    return { data: describeParameter(key, String(args["parameter"]), all) };
  }
  const inPath = new Set(pathParameters(endpoint.path));
  const briefs = (schemas: Record<string, Schema>) =>
    mapValues(schemas, (schema, name) => brief(key, name, schema, inPath.has(name)));
  return {
    data: {
      endpoint: key,
      does: entry.line,
      tier: entry.tier,
      why: entry.reason,
      destructive: entry.destructive,
      privileges: entry.privileges,
      login: entry.login && LOGIN[entry.login],
      task: entry.task,
      since: entry.since,
      until: entry.until,
      warning: notUnderstood(endpoint),
      parameters: briefs(properties),
      gone: Object.keys(earlier).length > 0 ? briefs(earlier) : undefined,
      returns: outline(endpoint.path, endpoint.returns),
    },
  };
}

/** What isn't understood closes up: only parameters that are described may be sent. */
function notUnderstood({ parameters }: Endpoint): string | undefined {
  const { unknown = [] } = parameters;
  if (unknown.length === 0) return undefined;
  return `its description uses ${unknown.join(", ")}, which isn't understood here: only the parameters below can be sent`;
}

const LOGIN = {
  root: "only root@pam with a password; no API token can call it",
  ticket: "needs a login with a password; API tokens are refused",
};

/** One line: `integer 1..128, since 8.0: cores of each socket`. */
function brief(key: EndpointKey, name: string, schema: Schema, inPath: boolean): string {
  const facts = [
    inPath ? "in the path" : schema.optional ? undefined : "required",
    familyOf(name) === undefined ? undefined : describeFamily(name),
    ...factsOf(schema),
    ...lifetimeOf(key, name),
    ...valueLifetimesOf(key, name),
  ].filter((fact) => fact !== undefined);
  const line = parameterWords(key, name);
  const keys = propertyStringOf(schema) ? " (keys: describe it with parameter)" : "";
  return `${facts.join(", ")}${line ? `: ${line}` : ""}${keys}`;
}

function factsOf(schema: Schema): string[] {
  const { type = "any", minimum, maximum, maxLength, format, pattern } = schema;
  const bounds =
    minimum === undefined && maximum === undefined ? "" : ` ${minimum ?? ""}..${maximum ?? ""}`;
  return [
    `${type}${bounds}`,
    ...(schema.enum ? [schema.enum.join("|")] : []),
    ...(typeof format === "string" ? [format] : []),
    ...(typeof format === "object" ? ["property string"] : []),
    ...(pattern ? [`/${pattern}/`] : []),
    ...(maxLength !== undefined ? [`at most ${maxLength} characters`] : []),
    ...(schema.default !== undefined ? [`default ${schema.default}`] : []),
    ...(schema.requires ? [`needs ${schema.requires}`] : []),
  ];
}

/** Parameters that the newest release has dropped, as the last release that had them describes them. */
function earlierParameters(
  key: EndpointKey,
  known: Record<string, Schema>,
): Record<string, Schema> {
  return earlier(key, "", known, (release) => parametersIn(key, release));
}

function earlierKeys(
  key: EndpointKey,
  parameter: string,
  known: Record<string, Schema>,
): Record<string, Schema> {
  return earlier(key, parameter, known, (release) => {
    const schema = ownValue(parametersIn(key, release), parameter);
    return schema && propertyStringOf(schema, release);
  });
}

function earlier(
  key: EndpointKey,
  path: string,
  known: Record<string, Schema>,
  schemasIn: (release: string) => Record<string, Schema> | undefined,
): Record<string, Schema> {
  return Object.fromEntries(
    goneFrom(key, path).flatMap(([name, last]) => {
      const schema = ownValue(schemasIn(last), name);
      return schema && !Object.hasOwn(known, name) ? [[name, schema]] : [];
    }),
  );
}

function parametersIn(key: EndpointKey, release: string): Record<string, Schema> | undefined {
  return endpointsOfRelease(loadRelease(release)).get(key)?.parameters.properties;
}

/** Everything about one parameter, the keys of a property string included. */
function describeParameter(
  key: EndpointKey,
  given: string,
  properties: Record<string, Schema>,
): Record<string, unknown> {
  const name = Object.hasOwn(properties, given)
    ? given
    : (findProperty({ properties }, given)?.name ?? given);
  const schema = ownValue(properties, name);
  if (!schema) {
    const names = Object.keys(properties);
    const guess = nearest(given, names);
    throw new ToolError(
      "arguments",
      `parameter: ${key} has no "${given}"${guess ? `, did you mean "${guess}"?` : ""}`,
      `It has ${names.join(", ") || "none"}.`,
    );
  }
  const format = propertyStringOf(schema) ?? (schema.items && propertyStringOf(schema.items));
  const keys = Object.entries({ ...format, ...earlierKeys(key, name, format ?? {}) }).filter(
    ([, { alias }]) => alias === undefined,
  );
  return {
    endpoint: key,
    parameter: name,
    facts: brief(key, name, schema, pathParameters(key).includes(name)),
    ...(keys.length > 0 && {
      write: "as an object, or as key=value pairs joined by commas",
      keys: Object.fromEntries(
        keys.map(([sub, subSchema]) => [
          subSchema.default_key ? `${sub} (may stand bare)` : sub,
          brief(key, `${name}.${sub}`, subSchema, false),
        ]),
      ),
    }),
  };
}

/** The fields of an answer: those that there are words for by name, the others in one line. */
function outline(path: string, schema: Schema | undefined): unknown {
  if (!schema || schema.type === "null") return "nothing";
  if (schema.type === "array") return [outline(path, schema.items)];
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) return schema.type ?? "any";
  const told = names.flatMap((name) => {
    const words = fieldWords(path, name);
    return words === undefined ? [] : [[name, words] as const];
  });
  const others = names.filter((name) => fieldWords(path, name) === undefined).join(", ");
  if (told.length === 0) return others;
  return { ...Object.fromEntries(told), ...(others !== "" && { others }) };
}
