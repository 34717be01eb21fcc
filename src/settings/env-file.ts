import { permissionWarnings } from "./permission-warnings.js";
import { DEFINITIONS, type Environment } from "./raw.js";
import { readTextFile, ValueProblem } from "./values.js";

/** What a file given with `--env-file` holds, where there is one, under the variables that are really set. */
export function withEnvFile(
  env: Environment,
  file: string | undefined,
): { env: Environment; warnings: string[] } | { problems: string[] } {
  if (file === undefined) return { env, warnings: [] };
  let text: string;
  try {
    text = readTextFile(file);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    return { problems: [`--env-file ${error.message}`] };
  }
  const { values, problems } = parseEnvFile(text);
  if (problems.length > 0) return { problems: problems.map((problem) => `${file}: ${problem}`) };
  const secret = [...DEFINITIONS.values()].some(
    (definition) => definition.secret && values[definition.variable],
  );
  return { env: { ...values, ...env }, warnings: secret ? permissionWarnings(file) : [] };
}

const LINE = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/;

/**
 * `NAME=value` a line, with `export`, quotes and `#` comments as shells have them; nothing is
 * expanded, and a value ends with its line.
 */
export function parseEnvFile(text: string): { values: Record<string, string>; problems: string[] } {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const match = LINE.exec(line);
    const value = match && unquote(match[2] as string);
    if (typeof value === "string") values[match?.[1] as string] = value;
    else problems.push(`line ${index + 1} should be NAME=value`);
  }
  return { values, problems };
}

function unquote(text: string): string | undefined {
  const single = /^'([^']*)'\s*(?:#.*)?$/.exec(text);
  if (single) return single[1];
  const double = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(text);
  if (double) return (double[1] as string).replace(/\\(.)/g, (_, escaped) => escapeOf(escaped));
  if (/^['"]/.test(text)) return undefined;
  return text.replace(/\s+#.*$/, "").trim();
}

function escapeOf(character: string): string {
  return character === "n" ? "\n" : character;
}
