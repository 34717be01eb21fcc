import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.js";

const lines = new Map<string, string[]>();

/** `overrides/words/ha.ts:12`: the first line of a file that holds a text; its first line where none does. */
export function placeOf(file: string, text: string): string {
  const known = lines.get(file) ?? readFileSync(join(ROOT, file), "utf8").split("\n");
  lines.set(file, known);
  return `${file}:${
    Math.max(
      known.findIndex((line) => line.includes(text)),
      0,
    ) + 1
  }`;
}

/** Where a curated tool is declared. */
export function placeOfTool(name: string): string {
  const folder = "overrides/tools";
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
  const found = files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => placeOf(join(folder, file), `name: "${name}"`))
    .find((place) => !place.endsWith(":1"));
  return found ?? folder;
}
