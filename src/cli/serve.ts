import { parseArgs } from "node:util";
import { packageVersion } from "../data/package.js";
import { loadToolList } from "../data/tool-list.js";
import { readSettings } from "../settings/read.js";
import { selectionProblems, selectTools } from "../tools/registry.js";
import { createToolbox } from "../tools/toolbox.js";
import type { Command } from "./command.js";

/** sysexits' EX_CONFIG: an MCP client shows it with what stands on stderr. */
const CONFIG_EXIT_CODE = 78;
