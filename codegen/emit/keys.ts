import { compare } from "../../src/kit/objects.js";
import { type Api, type EndpointKey, keyOf } from "../../src/schema/model.js";
import { header } from "../header.js";
import type { Emitter, Model } from "../model.js";
import { literal } from "../typescript/print.js";
import { mapName } from "./types.js";

/** `generated/keys.ts`: every endpoint by name, and its types by that name. */
export const emitKeys: Emitter = (model) => [
  { path: "generated/keys.ts", text: header(model.release) + text(model) },
];

function text(model: Model): string {
  const areas = [...model.areas.keys()];
  const current = keysOf([model.api]);
  const others = keysOf(model.apis).filter((key) => !current.includes(key));
  const imports = areas.map(
    (area) => `import type { ${mapName(area)} } from "./types/${area}.js";\n`,
  );
  return `${imports.join("")}
/** Every endpoint of Proxmox VE ${model.release}. */
export type EndpointKey =${unionOf(current)};

/** What other releases have and ${model.release} doesn't. */
export type OtherEndpointKey =${unionOf(others)};

/** Parameters and result of every endpoint. */
export interface Endpoints
  extends ${areas.map(mapName).join(",\n    ")} {}

/** What the endpoint \`K\` takes, its path's parameters included. */
export type ParametersOf<K extends EndpointKey> = Endpoints[K]["parameters"];

/** What the endpoint \`K\` answers. */
export type ResultOf<K extends EndpointKey> = Endpoints[K]["result"];
`;
}

function keysOf(apis: readonly Api[]): EndpointKey[] {
  return [...new Set(apis.flatMap((api) => api.endpoints.map(keyOf)))].sort(compare);
}

function unionOf(keys: readonly EndpointKey[]): string {
  return keys.length === 0 ? " never" : keys.map((key) => `\n  | ${literal(key)}`).join("");
}
