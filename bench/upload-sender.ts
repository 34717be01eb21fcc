/** The process whose memory `upload.ts` measures: uploads one file and tells what it took. */
import { existsSync, readFileSync } from "node:fs";
import { uploadFile } from "../src/pve/cluster/upload.js";
import { createClient } from "../src/pve/wire/client.js";

const [folder = "", file = "", port = ""] = process.argv.slice(2);
const client = createClient({
  hosts: [{ host: "127.0.0.1", port: Number(port) }],
  credentials: { kind: "token", user: "root@pam", tokenName: "bench", tokenValue: "bench" },
  tls: { mode: "insecure" },
});
const began = performance.now();
await uploadFile(client, folder, { node: "pve1", storage: "local", content: "iso", file });
const milliseconds = performance.now() - began;
process.send?.({ maxRss: peakKilobytes(), milliseconds });
await client.close();
process.disconnect();

/**
 * The largest resident set so far. Where there is /proc, from there: the figure of getrusage begins
 * with that of the parent, from which a child is forked.
 */
function peakKilobytes(): number {
  const status = "/proc/self/status";
  const peak = existsSync(status) && /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, "utf8"));
  return peak ? Number(peak[1]) : process.resourceUsage().maxRSS;
}
