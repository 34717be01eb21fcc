import { statSync } from "node:fs";
import { SETTINGS, type SettingDefinition, type Variable } from "./table.js";
import { readTextFile, ValueProblem } from "./values.js";

/** A setting as it was written, before anything is made of it. */
export interface RawValue {
  value: string;
  /** How a message names it: the variable, or the place in a file. */
  name: string;
}

/** Stands for a value of which the problem was said already. */
export const UNREADABLE = "";

export type RawSettings = ReadonlyMap<Variable, RawValue>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Collects what is wrong, so that all of it can be said at once. */
export type Problems = string[];

export const DEFINITIONS = new Map<Variable, SettingDefinition>(
  SETTINGS.map((definition) => [definition.variable, definition]),
);

/** Takes the settings out of an environment; an empty variable counts as unset. */
export function readEnvironment(
  env: Environment,
  problems: Problems,
  warnings: string[],
): RawSettings {
  return collect(
    (variable) => ({ name: variable, value: env[variable] }),
    (variable) => ({ name: `${variable}_FILE`, value: env[`${variable}_FILE`] }),
    { problems, warnings },
  );
}

/** Every value that a message must not show, wherever it was put. */
export function secretsOf(raw: RawSettings): string[] {
  return [...raw]
    .filter(([variable]) => DEFINITIONS.get(variable)?.secret)
    .flatMap(([, { value }]) => [value, value.trim(), value.split("=").at(-1) ?? ""]);
}

interface Source {
  name: string;
  value: string | undefined;
}

/** @param direct where a setting itself may stand @param file where the file that holds a secret may */
export function collect(
  direct: (variable: Variable) => Source,
  file: (variable: Variable) => Source,
  told: { problems: Problems; warnings: string[] },
): RawSettings {
  const { problems } = told;
  const raw = new Map<Variable, RawValue>();
  for (const { variable, secret } of DEFINITIONS.values()) {
    const value = present(direct(variable as Variable));
    const source = secret ? present(file(variable as Variable)) : undefined;
    if (value && source) {
      problems.push(`${value.name} and ${source.name} are both set; keep one of them`);
      raw.set(variable as Variable, { name: value.name, value: UNREADABLE });
    } else if (value) {
      raw.set(variable as Variable, value);
    } else if (source) {
      const value = readSecretFile(source, told);
      raw.set(variable as Variable, { name: source.name, value });
    }
  }
  return raw;
}

/** Its path is never shown: it may be the secret itself. */
function readSecretFile(
  source: RawValue,
  { problems, warnings }: { problems: Problems; warnings: string[] },
): string {
  try {
    // Editors end a file with a line end that isn't part of the secret.
    const value = readTextFile(source.value).replace(/\r?\n$/, "");
    if (isWritableByOthers(source.value)) {
      warnings.push(`${source.name} names a file that others can write; chmod 600 it`);
    }
    if (value !== "") return value;
    problems.push(`${source.name} names a file that is empty`);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    problems.push(`${source.name} ${error.message.replace(/".*", which/, "a file that")}`);
  }
  return UNREADABLE;
}

/** Windows has no such modes. */
function isWritableByOthers(file: string): boolean {
  return process.platform !== "win32" && (statSync(file).mode & 0o022) !== 0;
}

function present({ name, value }: Source): RawValue | undefined {
  return value === undefined || value.trim() === "" ? undefined : { name, value };
}
