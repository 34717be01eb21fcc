import { compare } from "../../src/kit/objects.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import { compareReleases } from "../../src/schema/releases.js";
import { header } from "../header.js";
import type { Emitter } from "../model.js";
import { keyType, literal, union } from "../typescript/print.js";

/**
 * `generated/refs.ts`: what overrides may name, which is what the target or a newer release has: for
 * an older target they don't become wrong. Written out rather than computed from the parameters'
 * types, which would cost the compiler seconds in every tool.
 */
export const emitRefs: Emitter = (model) => {
  const names = new Map<string, Set<string>>();
  const apis = model.apis.filter(({ release }) => compareReleases(release, model.release) >= 0);
  for (const endpoint of apis.flatMap((api) => api.endpoints)) {
    for (const ref of refsOf(endpoint)) {
      const known = names.get(ref) ?? new Set<string>();
      for (const name of Object.keys(endpoint.parameters.properties ?? {})) known.add(name);
      names.set(ref, known);
    }
  }
  const entries = [...names].sort(([a], [b]) => compare(a, b));
  const lines = entries.map(([ref, known]) => `  ${literal(ref)}: ${namesType(known)};\n`);
  const text = `/**
 * Names of the parameters of each endpoint. \`{kind}\` stands for qemu and lxc: the names of both.
 */
export interface ParameterNames {
${lines.join("")}}

/** An endpoint of Proxmox VE ${model.release} or newer, or with \`{kind}\` a pair of guest endpoints. */
export type EndpointRef = keyof ParameterNames;

/** An endpoint of Proxmox VE ${model.release} or newer. */
export type EndpointKey = Exclude<EndpointRef, \`\${string}/{kind}/\${string}\`>;
`;
  return [{ path: "generated/refs.ts", text: header(model.release) + text }];
};

function refsOf(endpoint: Endpoint): string[] {
  const key = keyOf(endpoint);
  const paired = key.replace(/\/\{node\}\/(qemu|lxc)\/\{vmid\}/, "/{node}/{kind}/{vmid}");
  return paired === key ? [key] : [key, paired];
}

function namesType(names: ReadonlySet<string>): string {
  return names.size === 0 ? "never" : union([...names].sort(compare).map(keyType));
}
