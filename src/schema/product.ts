import type { ApidocNode } from "./apidoc.js";

/** A top-level path that only one of Proxmox's products has. */
const LANDMARKS: Readonly<Record<string, string>> = {
  "/pools": "pve",
  "/quarantine": "pmg",
  "/tape": "pbs",
};

/** `pmg` of `var pmgapi = […]`; newer files say `apiSchema` whatever they describe. */
export function guessProduct(variable: string, tree: readonly ApidocNode[]): string | undefined {
  const named = /^([a-z]+)api$/.exec(variable)?.[1];
  if (named !== undefined) return named;
  // some products have a directory for the root
  const top = tree.flatMap((node) => (node.path === "/" ? (node.children ?? []) : [node]));
  const landmark = top.find(({ path }) => path in LANDMARKS);
  return landmark && LANDMARKS[landmark.path];
}
