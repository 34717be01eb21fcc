import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout, wherever the generator is started. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export const SCHEMA_FOLDER = join(ROOT, "schema");
