import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { ROOT } from "./root.js";

/** The licences of what the bundle contains, as those licences ask. */
export function writeNotices(dist: string, { inputs }: Metafile): void {
  const packages = new Set(
    Object.keys(inputs).flatMap(
      (input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
    ),
  );
  const groups = groupByText([...packages].sort().map(licenceOf));
  const notices = groups.map(({ names, copyrights, text }) =>
    [names.join("\n"), copyrights.join("\n"), text].filter((part) => part !== "").join("\n\n"),
  );
  writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), `${notices.join(SEPARATOR)}\n`);
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
    group.names.push(...names);
    group.copyrights = [...new Set([...group.copyrights, ...copyrights])];
    groups.set(key, group);
  }
  return [...groups.values()];
}

function licenceOf(name: string): Licence {
  const folder = join(ROOT, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
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
