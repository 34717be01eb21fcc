import { StructureKind } from "ts-morph";
import type { SurfaceEmitter } from "../emitter.js";
import { mapName } from "../typescript/names.js";
import { printFile, typeAlias, typeImport } from "../typescript/print.js";

/** `generated/surface/keys.ts`: every endpoint by name, and its types by that name. */
export const emitKeys: SurfaceEmitter = ({ areas, release }) => {
  const maps = [...areas.keys()];
  const ofKey = [{ name: "K", constraint: "EndpointKey" }];
  return [
    printFile("generated/surface/keys.ts", [
      ...maps.map((area) => typeImport([mapName(area)], `./types/${area}.js`)),
      {
        kind: StructureKind.Interface,
        name: "Endpoints",
        isExported: true,
        docs: ["Parameters and result of every endpoint."],
        extends: maps.map(mapName),
      },
      typeAlias("EndpointKey", "keyof Endpoints", [`Every endpoint of Proxmox VE ${release}.`]),
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
