// Planted: a folder that the table doesn't know.
import { join } from "node:path";

export const joined = join("a", "b");
