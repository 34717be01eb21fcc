import { StructureKind } from "ts-morph";
import { keyOf } from "../../src/schema/model.js";
import type { SurfaceEmitter } from "../emitter.js";
import { mapName } from "../typescript/names.js";
import { literal, printFile, typeAlias, typeImport } from "../typescript/print.js";

/** `generated/surface/keys.ts`: every endpoint by name, and its types by that name. */
export const emitKeys: SurfaceEmitter = ({ api, areas, every, release }) => {
  const current = new Set(api.endpoints.map(keyOf));
  const keys = [...every.keys()];
  const maps = [...areas.keys()];
  const ofKey = [{ name: "K", constraint: "EndpointKey" }];
  return [
    printFile("generated/surface/keys.ts", release, [
      ...maps.map((area) => typeImport([mapName(area)], `./types/${area}.js`)),
      typeAlias("EndpointKey", unionOf(keys.filter((key) => current.has(key))), [
        `Every endpoint of Proxmox VE ${release}.`,
      ]),
      typeAlias("OtherEndpointKey", unionOf(keys.filter((key) => !current.has(key))), [
        `What other releases have and ${release} doesn't.`,
      ]),
      {
        kind: StructureKind.Interface,
        name: "Endpoints",
        isExported: true,
        docs: ["Parameters and result of every endpoint."],
        extends: maps.map(mapName),
      },
      typeAlias(
        "ParametersOf",
        'Endpoints[K]["parameters"]',
        ["What the endpoint `K` takes, its path's parameters included."],
        ofKey,
      ),
      typeAlias("ResultOf", 'Endpoints[K]["result"]', ["What the endpoint `K` answers."], ofKey),
    ]),
  ];
};

function unionOf(keys: readonly string[]): string {
  return keys.length === 0 ? "never" : keys.map(literal).join("\n| ");
}
