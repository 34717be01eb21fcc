/** `npm run demo:record`: a real session with the simulated cluster, as `docs/session.svg`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { createClient } from "./client.js";
import { createPrinter } from "./print.js";
import { playSession } from "./session.js";
import { drawSession } from "./svg.js";

const FILE = join(ROOT, "docs/session.svg");
const TITLE = "proxmox-mcp looks after a simulated cluster";

let output = "";
const print = createPrinter(
  {
    write: (text) => {
      output += text;
    },
  },
  true,
);
const client = await createClient({ PROXMOX_ACCESS: "operate" });
await playSession(client, print);
await client.close();
const picture = drawSession(TITLE, output);

if (process.argv.includes("--check")) {
  const isCurrent = readFileSync(FILE, "utf8") === picture;
  process.stdout.write(
    isCurrent
      ? "docs/session.svg is up to date\n"
      : "docs/session.svg is out of date; run: npm run demo:record\n",
  );
  process.exitCode = isCurrent ? 0 : 1;
} else {
  writeFileSync(FILE, picture);
}
