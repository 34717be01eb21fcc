import { functionName } from "../../src/schema/function-name.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import { describePermissions } from "../../src/schema/permissions.js";
import { header } from "../header.js";
import type { Emitter, Model } from "../model.js";
import { releasesFact } from "../typescript/facts.js";
import { docComment, literal } from "../typescript/print.js";
import { needsParameters, typePrefix } from "./types.js";

/** `generated/endpoints/<area>.ts`: one typed function for each endpoint. */
export const emitEndpoints: Emitter = (model) => {
  refuseClashes(model);
  return [...model.areas].map(([area, endpoints]) => ({
    path: `generated/endpoints/${area}.ts`,
    text: header(model.release) + importsOf(area, endpoints) + bodies(endpoints, model),
  }));
};

function importsOf(area: string, endpoints: readonly Endpoint[]): string {
  const types = endpoints.flatMap((endpoint) => [
    `  ${typePrefix(endpoint)}Parameters,\n`,
    `  ${typePrefix(endpoint)}Result,\n`,
  ]);
  return (
    'import type { Caller, CallOptions } from "../../src/pve/caller.js";\n' +
    `import type {\n${types.join("")}} from "../types/${area}.js";\n\n`
  );
}

function bodies(endpoints: readonly Endpoint[], model: Model): string {
  return endpoints.map((endpoint) => functionOf(endpoint, model)).join("\n");
}

function functionOf(endpoint: Endpoint, model: Model): string {
  const prefix = typePrefix(endpoint);
  const fallback = needsParameters(endpoint) ? "" : " = {}";
  return `${docComment(comment(endpoint, model))}export function ${functionName(endpoint)}(
  api: Caller,
  parameters: ${prefix}Parameters${fallback},
  options?: CallOptions,
): Promise<${prefix}Result> {
  return api.call(${literal(keyOf(endpoint))}, parameters, options) as Promise<${prefix}Result>;
}
`;
}

function comment(endpoint: Endpoint, model: Model): string[] {
  const key = keyOf(endpoint);
  const releases = model.availability.endpoints[key]?.in;
  return [
    `${model.words.endpoint(endpoint)}.`.replace(/[.…]\.$/, (end) => end.slice(0, 1)),
    "",
    `\`${key}\``,
    "",
    `Privileges: ${describePermissions(endpoint)}`,
    ...(endpoint.allowtoken === false ? ["Takes no API token, only a ticket"] : []),
    ...(releases === undefined ? [] : [releasesFact(releases).replace(/^./, upper)]),
  ];
}

function upper(letter: string): string {
  return letter.toUpperCase();
}

/** Two paths that differ in punctuation alone would get one name; none do so far. */
function refuseClashes(model: Model): void {
  const names = new Map<string, string>();
  for (const endpoint of model.api.endpoints) {
    const name = functionName(endpoint);
    const other = names.get(name);
    if (other !== undefined) throw new Error(`${other} and ${keyOf(endpoint)} are both ${name}`);
    names.set(name, keyOf(endpoint));
  }
}
