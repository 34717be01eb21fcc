import type { Catalogue } from "../schema/catalogue.js";
import { readData } from "./files.js";

let catalogue: Catalogue | undefined;

/** Every endpoint of every release; read on first need. */
export function loadCatalogue(): Catalogue {
  catalogue ??= JSON.parse(readData("generated/catalogue.json")) as Catalogue;
  return catalogue;
}
