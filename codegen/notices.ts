import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { ROOT } from "./root.js";

/** The licences of what the bundle contains, as those licences ask. */
export function writeNotices(dist: string, { inputs }: Metafile): void {
  const groups = groupByText(packageFolders(Object.keys(inputs)).map(licenceOf));
  const notices = groups.map(({ names, copyrights, text }) =>
    [names.join("\n"), copyrights.join("\n"), text].filter((part) => part !== "").join("\n\n"),
  );
  writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), `${notices.join(SEPARATOR)}\n`);
}

/** The folders of the packages that these files belong to; a package may lie within another. */
export function packageFolders(files: readonly string[]): string[] {
  const folders = files.flatMap(
    (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

const SEPARATOR = `\n\n${"-".repeat(72)}\n\n`;

interface Licence {
  /** `zod 4.6.7` */
  names: string[];
  copyrights: string[];
  /** Without its copyright lines. */
  text: string;
}

/** Most packages have the same licence, with another copyright line. */
function groupByText(licences: readonly Licence[]): Licence[] {
  const groups = new Map<string, Licence>();
  for (const { names, copyrights, text } of licences) {
    const key = text.replace(/[\s*"']+/g, " ");
    const group = groups.get(key) ?? { names: [], copyrights: [], text };
    group.names = [...new Set([...group.names, ...names])];
    group.copyrights = [...new Set([...group.copyrights, ...copyrights])];
    groups.set(key, group);
  }
  return [...groups.values()];
}

function licenceOf(place: string): Licence {
  const folder = join(ROOT, place);
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8") : `Licence: ${license}`;
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const isCopyright = (line: string) => /^\s*copyright .*\d{4}/i.test(line);
  return {
    names: [`${name} ${version}`],
    copyrights: lines.filter(isCopyright).map((line) => line.trim()),
    text: lines
      .filter((line) => !isCopyright(line))
      .join("\n")
      .trim(),
  };
}
