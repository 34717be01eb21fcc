import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { listGuests } from "./list-guests.js";

/** The built program, started as a client would, on whatever system this is. */
const args = [join(ROOT, "dist/proxmox-mcp.cjs"), "--demo"];
process.stdout.write(`${await listGuests({ command: process.execPath, args })}\n`);
