import { APPS } from "./apps.js";
import type { ClientDefinition } from "./client.js";
import { EDITORS } from "./editors.js";
import { TERMINALS } from "./terminals.js";

/** Every client that has a page. */
export const CLIENTS: readonly ClientDefinition[] = [...APPS, ...EDITORS, ...TERMINALS];
