import { readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import { ROOT } from "./root.js";

/** Renders `codegen/templates/<name>.hbs`; values are put in as they are, without HTML escapes. */
export function render(name: string, data: object): string {
  const source = readFileSync(join(ROOT, "codegen/templates", `${name}.hbs`), "utf8");
  return Handlebars.compile(source, { noEscape: true, strict: true })(data).trim();
}
