import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BASE_PATH } from "../src/openapi/document.js";
import { UserError } from "./user-error.js";
import { writeOpenApi } from "./write-openapi.js";

export interface PrismOptions {
  release?: string | undefined;
  /** Answers are made up by `mock`, and come from `upstream` through `proxy`. */
  upstream?: string;
  port: string;
  /** A violation is answered with an error. Without it, it is told in the header `sl-violations`. */
  errors?: boolean;
  /** PEM of the authority that signed the upstream's certificate. */
  ca?: string | undefined;
  insecure?: boolean;
}

/**
 * Runs the Prism CLI on the OpenAPI document of a release, until it ends.
 *
 * Prism looks at paths and not at the server's URL, so they get the prefix that clients send. A
 * cluster's answers are held against the lenient schemas: Proxmox's differ from what it declares.
 */
export async function runPrism(options: PrismOptions): Promise<void> {
  const { release, upstream, port, errors = false, ca, insecure = false } = options;
  const folder = mkdtempSync(join(tmpdir(), "prism-"));
  const answers = upstream === undefined ? "declared" : "lenient";
  const document = writeOpenApi(release, { prefix: BASE_PATH, answers }, folder);
  const command = upstream === undefined ? ["mock", document] : ["proxy", document, upstream];
  const flags = ["--port", port, ...(errors ? ["--errors"] : [])];
  const child = spawn(process.execPath, [prismProgram(), ...command, ...flags], {
    stdio: "inherit",
    env: {
      ...process.env,
      ...(ca !== undefined && { NODE_EXTRA_CA_CERTS: ca }),
      ...(insecure && { NODE_TLS_REJECT_UNAUTHORIZED: "0" }),
    },
  });
  const end = () => child.kill();
  process.once("SIGINT", end).once("SIGTERM", end);
  const [code] = await once(child, "exit");
  rmSync(folder, { recursive: true });
  if (code !== null && code !== 0) throw new UserError(`prism ended with exit code ${code}`);
}

function prismProgram(): string {
  const file = createRequire(import.meta.url).resolve("@stoplight/prism-cli/package.json");
  return join(dirname(file), "dist/index.js");
}
