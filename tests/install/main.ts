import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { type Artefact, CannotRun, command } from "./artefact.js";
import { bundle } from "./bundle.js";
import { image } from "./image.js";
import { npmPackage } from "./npm-package.js";
import { service } from "./service.js";

/**
 * `npm run test:install`: installs each artefact from its file into an empty place and lists the
 * guests of the simulated cluster with it. Names in the arguments choose some.
 */
const ARTEFACTS: readonly Artefact[] = [...npmPackage, bundle, image, service];

/** Over these, the package is too large: bytes packed and unpacked. */
const LIMITS = { size: 1_000_000, unpackedSize: 2_500_000 };

const root = mkdtempSync(join(tmpdir(), "install-"));
try {
  const chosen = process.argv.slice(2);
  const [packed] = JSON.parse(
    await command("npm", ["pack", "--json", "--silent", "--pack-destination", root], { cwd: ROOT }),
  ) as [{ filename: string; size: number; unpackedSize: number }];
  const fits = packed.size <= LIMITS.size && packed.unpackedSize <= LIMITS.unpackedSize;
  say(
    fits ? "ok" : "FAILED",
    "size",
    `${packed.size} bytes packed, ${packed.unpackedSize} unpacked`,
  );
  for (const [index, artefact] of ARTEFACTS.entries()) {
    if (chosen.length > 0 && !chosen.some((word) => artefact.name.includes(word))) continue;
    const folder = join(root, String(index));
    mkdirSync(folder);
    await tryOut(artefact, { folder, tarball: join(root, packed.filename) });
    rmSync(folder, { recursive: true, force: true });
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function tryOut(artefact: Artefact, bench: Parameters<Artefact["check"]>[0]): Promise<void> {
  try {
    say("ok", artefact.name, await artefact.check(bench));
  } catch (error) {
    say(error instanceof CannotRun ? "not run" : "FAILED", artefact.name, (error as Error).message);
  }
}

function say(state: "ok" | "not run" | "FAILED", name: string, text: string): void {
  if (state === "FAILED") process.exitCode = 1;
  process.stdout.write(`${state.padEnd(8)} ${name.padEnd(24)} ${text}\n`);
}
