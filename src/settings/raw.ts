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
export function readEnvironment(env: Environment, problems: Problems): RawSettings {
  return collect(
    (variable) => ({ name: variable, value: env[variable] }),
    (variable) => ({ name: `${variable}_FILE`, value: env[`${variable}_FILE`] }),
    problems,
  );
}

interface Source {
  name: string;
  value: string | undefined;
}

/** @param direct where a setting itself may stand @param file where the file that holds a secret may */
export function collect(
  direct: (variable: Variable) => Source,
  file: (variable: Variable) => Source,
  problems: Problems,
): RawSettings {
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
      const value = readSecretFile(source, problems);
      raw.set(variable as Variable, { name: source.name, value });
    }
  }
  return raw;
}

function readSecretFile(source: RawValue, problems: Problems): string {
  try {
    // Editors end a file with a line end that isn't part of the secret.
    const value = readTextFile(source.value).replace(/\r?\n$/, "");
    if (value !== "") return value;
    problems.push(`${source.name} names a file that is empty`);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    problems.push(`${source.name} ${error.message}`);
  }
  return UNREADABLE;
}

function present({ name, value }: Source): RawValue | undefined {
  return value === undefined || value.trim() === "" ? undefined : { name, value };
}
