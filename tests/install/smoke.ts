import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { listGuests } from "./list-guests.js";

/** The built program, or the command line given, started as a client would, on whatever system this is. */
const built = [process.execPath, join(ROOT, "dist/proxmox-mcp.cjs"), "--demo"];
const given = process.argv.slice(2);
const [command = "", ...args] = given.length > 0 ? given : built;
process.stdout.write(`${await listGuests({ command, args })}\n`);
