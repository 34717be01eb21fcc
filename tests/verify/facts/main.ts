import { existsSync } from "node:fs";
import { join } from "node:path";
import { newestRelease, releases } from "../../../src/data/releases.js";
import { apidocs } from "../../support/apidocs.js";
import { differences, show } from "./compare.js";
import { recallOf } from "./diff-recall.js";
import { readRaw, readSchema } from "./sources.js";
import { expected, mismatches, ofOpenApi, ofTypes, ofZod } from "./surfaces.js";

/**
 * The judge of facts: Proxmox's own files, where PVE_APIDOC names their folder, against schema/, and that
 * against the OpenAPI documents, zod schemas and types; then api-diff against all that really changed.
 * Without --all of the newest release and one that is older.
 */
const all = process.argv.includes("--all");
const wrong: string[] = [];
const SAYS = ["required", "values", "bounds", "lengths", "pattern"] as const;
const print = (line: string) => void process.stdout.write(`${line}\n`);

const judged = all ? releases() : ["8.4", newestRelease()];
for (const release of judged) {
  const schema = readSchema(release);
  const facts = [...schema.values()].flatMap((places) => [...places.values()]);
  const count = facts.reduce((sum, { size }) => sum + size, 0);
  const raw = apidocs().find(
    (file) => existsSync(file) && file.endsWith(join("/", `pve-${release}.js`)),
  );
  const different = raw === undefined ? undefined : differences(readRaw(raw), schema).map(show);
  const parameters = expected(schema);
  const openApi = mismatches(parameters, ofOpenApi(release), SAYS);
  wrong.push(...(different ?? []), ...openApi);
  const rawTold = different
    ? `${different.length} differ from Proxmox's file`
    : "no file of Proxmox's";
  print(
    `${release}: ${schema.size} endpoints, ${count} facts, ${rawTold}; OpenAPI: ${openApi.length}`,
  );
}

const newest = readSchema(newestRelease());
const zod = mismatches(expected(newest), await ofZod(newest), SAYS);
const types = mismatches(expected(newest), ofTypes(), ["required", "values"]);
wrong.push(...zod, ...types);
print(`${newestRelease()}: zod: ${zod.length}; types: ${types.length}`);

print("api-diff    changed  told   listed  true   unexplained");
for (const [index, to] of releases().entries()) {
  const from = releases()[index - 1];
  if (from === undefined) continue;
  const { real, told, listed, found, missed, invented } = recallOf(from, to);
  wrong.push(...missed, ...invented);
  const figures = [real, told, listed, found, missed.length + invented.length];
  print(`${from} → ${to}${figures.map((figure) => String(figure).padStart(8)).join("")}`);
}
for (const line of wrong.slice(0, 50)) print(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
