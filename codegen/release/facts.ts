import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HOME, IMAGE, PACKAGE } from "../home.js";
import { ROOT } from "../root.js";

/** What keeps a tag of a repository from being released. */
export function obstacles(
  tag: string,
  repository: string,
  changelog: string,
  { version, home }: { version: string; home: string },
): string[] {
  const wrong: [boolean, string][] = [
    [tag !== `v${version}`, `the tag is ${tag}, and package.json has ${version}`],
    [
      !home.endsWith(`/${repository}`),
      `this is ${repository}, and package.json names ${home}: what README links to would be somebody else's`,
    ],
    [
      !new RegExp(`^## ${version.replaceAll(".", "\\.")} \\(\\d{4}-\\d\\d-\\d\\d\\)$`, "m").test(
        changelog,
      ),
      `CHANGELOG.md has no "## ${version} (year-month-day)"`,
    ],
  ];
  return wrong.filter(([is]) => is).map(([, text]) => text);
}

/** For the release workflow: refuses what wasn't prepared, and prints what its jobs need. */
if (process.argv[1]?.endsWith("facts.ts")) {
  const [tag = "", repository = ""] = process.argv.slice(2);
  const changelog = readFileSync(join(ROOT, "CHANGELOG.md"), "utf8");
  const found = obstacles(tag, repository, changelog, { version: PACKAGE.version, home: HOME });
  for (const text of found) process.stderr.write(`${text}\n`);
  if (found.length > 0) process.exitCode = 1;
  process.stdout.write(`version=${PACKAGE.version}\nimage=${IMAGE}\n`);
}
