import { ownValue } from "../kit/objects.js";
import type { ToolDeclaration } from "./define.js";

/**
 * The name under which a tool lists one of its arguments: a clearer one where it declares that, and
 * never with hyphens, which some hosts can't pass on.
 */
export function listedName({ listedAs }: Pick<ToolDeclaration, "listedAs">, name: string): string {
  return ownValue(listedAs, name) ?? name.replaceAll("-", "_");
}

/** By listed name, the argument that is meant, where the tool declares another name. */
export function meantBy({ listedAs = {} }: ToolDeclaration): Record<string, string> {
  return Object.fromEntries(Object.entries(listedAs).map(([name, listed]) => [listed, name]));
}
