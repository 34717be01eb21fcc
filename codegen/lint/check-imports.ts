import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { findCircles } from "./find-circles.js";
import { type Import, importsOf } from "./imports.js";
import { PACKAGES, RULES, type Rule } from "./rules.js";

export interface Report {
  /** How many files were read. */
  files: number;
  /** `src/policy/decide.ts:3 imports src/pve/client.ts, which src/policy/ may not`. */
  violations: string[];
}

const ROOMS = ["bench", "codegen", "generated", "overrides", "simulator", "site", "src", "tests"];

/** Holds the imports of every TypeScript file under `root` against the table, and finds circles. */
export function checkImports(root: string): Report {
  const files = ROOMS.flatMap((room) => sourcesUnder(root, room)).map((path) => ({
    path,
    imports: importsOf(path, readFileSync(join(root, path), "utf8")),
  }));
  const faults = files.flatMap(({ path, imports }) =>
    imports.flatMap((entry) => {
      const fault = faultOf(path, entry);
      return fault === undefined ? [] : [`${path}:${entry.line} ${fault}`];
    }),
  );
  const targets = files.map(({ path, imports }): [string, string[]] => [
    path,
    imports
      .filter(({ specifier }) => specifier.startsWith("."))
      .map(({ specifier }) => targetOf(path, specifier)),
  ]);
  const circles = findCircles(new Map(targets)).map(
    ([first, ...others]) => `${first} and ${others.join(", ") || "itself"} import each other`,
  );
  return { files: files.length, violations: [...faults, ...circles] };
}

function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, ".ts");
}

function sourcesUnder(root: string, room: string): string[] {
  if (!existsSync(join(root, room))) return [];
  return readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !path.split("/").includes("planted"))
    .sort();
}

function faultOf(path: string, { specifier, typesOnly }: Import): string | undefined {
  const rule = ruleFor(path);
  if (!rule) return "lies in no room of the table";
  if (specifier.startsWith("node:")) {
    const allowed = rule.node?.includes(specifier) ?? true;
    return allowed ? undefined : `imports ${specifier}, which ${rule.room} may not`;
  }
  if (!specifier.startsWith(".")) return packageFault(path, specifier);
  const target = targetOf(path, specifier);
  if (rule.never?.some((prefix) => isUnder(target, prefix))) {
    return `imports ${target}, which ${rule.room} may not`;
  }
  const allowed = [
    ...(rule.room.endsWith("/") ? [rule.room] : []),
    ...rule.may,
    ...(typesOnly ? (rule.mayTypes ?? []) : []),
  ];
  if (allowed.some((prefix) => isUnder(target, prefix))) return undefined;
  const needsType = rule.mayTypes?.some((prefix) => isUnder(target, prefix));
  return `imports ${target}, which ${rule.room} may ${needsType ? "import as types only" : "not"}`;
}

function ruleFor(path: string): Rule | undefined {
  return RULES.filter(({ room }) => isUnder(path, room)).sort(
    (a, b) => b.room.length - a.room.length,
  )[0];
}

function packageFault(path: string, specifier: string): string | undefined {
  const limited = Object.entries(PACKAGES).find(
    ([name]) => specifier === name || specifier.startsWith(`${name}/`),
  );
  if (!limited || limited[1].some((room) => isUnder(path, room))) return undefined;
  return `imports ${specifier}, which only ${limited[1].join(", ")} may`;
}

function isUnder(path: string, prefix: string): boolean {
  return prefix.endsWith("/") ? path.startsWith(prefix) : path === prefix;
}
