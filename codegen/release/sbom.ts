import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE } from "../home.js";
import { ROOT } from "../root.js";

interface Bom {
  metadata: { component: { name: string } };
  components: { name: string; version: string; scope?: string }[];
}

/** CycloneDX of what the lock file names. */
export function sbom(): Bom {
  const text = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 50_000_000,
  });
  const notices = readFileSync(join(ROOT, "dist/THIRD-PARTY-NOTICES.txt"), "utf8");
  return truthful(JSON.parse(text) as Bom, notices);
}

/**
 * npm names the project after its folder, and calls required what only builds and tests it; required
 * is what the program contains, whose notices it ships.
 *
 * @param notices with a line `name version` for each package contained
 */
export function truthful(bom: Bom, notices: string): Bom {
  const contained = new Set(notices.split("\n"));
  const { metadata, components } = bom;
  return {
    ...bom,
    metadata: { ...metadata, component: { ...metadata.component, name: PACKAGE.name } },
    components: components.map((component) => ({
      ...component,
      scope: contained.has(`${component.name} ${component.version}`) ? "required" : "excluded",
    })),
  };
}
