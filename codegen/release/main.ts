import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE } from "../home.js";
import { ROOT } from "../root.js";
import { bundleManifest } from "./bundle-manifest.js";
import { sbom } from "./sbom.js";
import { serverJson } from "./server-json.js";

/** Pinned: what it takes for a valid manifest changes with its version. */
const MCPB = "@anthropic-ai/mcpb@2.1.2";

/** Of the package, what a bundle runs with; a client neither types nor imports anything. */
const BUNDLED = ["package.json", "LICENSE", "README.md", "docs/troubleshooting.md"];
const LEFT_OUT = /^dist\/(types|openapi|(index|openapi|simulator|zod)\.js$)/;

/** With the npm package, all that a service needs. */
const SERVICE = ["install.sh", "proxmox-mcp.service", "settings.env"];

/**
 * `npm run release:files`: `release/` with the npm package, the bundle for desktop clients, what
 * installs a service, the registry's server.json, what is in it all, and checksums.
 */
const release = join(ROOT, "release");
rmSync(release, { recursive: true, force: true });
mkdirSync(release);
const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--silent", "--pack-destination", release], {
    cwd: ROOT,
    encoding: "utf8",
  }),
) as [{ filename: string }];
const bundle = `${PACKAGE.name}-${PACKAGE.version}.mcpb`;
writeBundle(join(release, bundle));
const sha256 = sha256Of(bundle);
writeJson(join(release, "server.json"), serverJson({ file: bundle, sha256 }));
writeJson(join(release, "sbom.cdx.json"), sbom());
for (const file of SERVICE) cpSync(join(ROOT, "packaging/systemd", file), join(release, file));
const files = [filename, bundle, "server.json", "sbom.cdx.json", ...SERVICE];
const sums = files.map((file) => `${sha256Of(file)}  ${file}\n`).join("");
writeFileSync(join(release, "SHA256SUMS"), sums);
process.stdout.write(sums);

function writeBundle(file: string): void {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    for (const path of BUNDLED) cpSync(join(ROOT, path), join(folder, path));
    cpSync(join(ROOT, "assets/icon.png"), join(folder, "icon.png"));
    cpSync(join(ROOT, "dist"), join(folder, "dist"), {
      recursive: true,
      filter: (source) => !LEFT_OUT.test(source.slice(ROOT.length + 1).replaceAll("\\", "/")),
    });
    writeJson(join(folder, "manifest.json"), bundleManifest());
    const stdio = ["ignore", "ignore", "inherit"] as const;
    execFileSync("npx", ["--yes", MCPB, "validate", folder], { stdio: [...stdio] });
    execFileSync("npx", ["--yes", MCPB, "pack", folder, file], { stdio: [...stdio] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sha256Of(file: string): string {
  return createHash("sha256")
    .update(readFileSync(join(release, file)))
    .digest("hex");
}

function writeJson(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
