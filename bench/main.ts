/** `npm run bench [-- name…]`: measures side by side with a baseline; nothing here is a test. */
import { printRows, type Row } from "./table.js";

const BENCHES: Record<string, () => Promise<Row[]>> = {
  start: async () => (await import("./start.js")).benchStart(),
  client: async () => (await import("./client.js")).benchClient(),
  call: async () => (await import("./call.js")).benchCall(),
  http: async () => (await import("./http.js")).benchHttp(),
  operations: async () => (await import("./operations.js")).benchOperations(),
  upload: async () => (await import("./upload.js")).benchUpload(),
  simulator: async () => (await import("./simulator.js")).benchSimulator(),
  package: async () => (await import("./package.js")).benchPackage(),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(
    `no bench ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(BENCHES)) {
    if (names.length === 0 || names.includes(name)) printRows(await run());
  }
}
