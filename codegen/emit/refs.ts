import { StructureKind } from "ts-morph";
import { compare } from "../../src/kit/objects.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import type { SurfaceEmitter } from "../emitter.js";
import { keyType, membersOf, printFile, typeAlias, union } from "../typescript/print.js";

/**
 * `generated/surface/refs.ts`: what overrides may name. Written out rather than computed from the
 * parameters' types, which would cost the compiler seconds in every tool.
 */
export const emitRefs: SurfaceEmitter = ({ known, release }) => {
  const names = new Map<string, Set<string>>();
  for (const endpoint of known.values()) {
    for (const ref of refsOf(endpoint)) {
      const taken = names.get(ref) ?? new Set<string>();
      for (const name of Object.keys(endpoint.parameters.properties ?? {})) taken.add(name);
      names.set(ref, taken);
    }
  }
  const entries = [...names].sort(([a], [b]) => compare(a, b));
  return [
    printFile("generated/surface/refs.ts", [
      {
        kind: StructureKind.Interface,
        name: "ParameterNames",
        isExported: true,
        docs: [
          "Names of the parameters of each endpoint. `{kind}` is qemu or lxc: it has the names of both.",
        ],
        ...membersOf(entries.map(([name, taken]) => ({ name, type: namesType(taken) }))),
      },
      typeAlias("EndpointRef", "keyof ParameterNames", [
        `An endpoint of Proxmox VE ${release} or newer, or with \`{kind}\` a pair of guest endpoints.`,
      ]),
      typeAlias("EndpointKey", `Exclude<EndpointRef, \`\${string}/{kind}/\${string}\`>`, [
        `An endpoint of Proxmox VE ${release} or newer.`,
      ]),
    ]),
  ];
};

function refsOf(endpoint: Endpoint): string[] {
  const key = keyOf(endpoint);
  const paired = key.replace(/\/\{node\}\/(qemu|lxc)\/\{vmid\}/, "/{node}/{kind}/{vmid}");
  return paired === key ? [key] : [key, paired];
}

function namesType(names: ReadonlySet<string>): string {
  return names.size === 0 ? "never" : union([...names].sort(compare).map(keyType));
}
