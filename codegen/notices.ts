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
  const notices = [...packages].sort().map(noticeOf);
  writeFileSync(
    join(dist, "THIRD-PARTY-NOTICES.txt"),
    `${notices.join(`\n${"-".repeat(72)}\n\n`)}`,
  );
}

function noticeOf(name: string): string {
  const folder = join(ROOT, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8") : `Licence: ${license}\n`;
  return `${name} ${version}\n\n${text}`;
}
