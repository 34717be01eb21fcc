const MASK = "[secret]";

/** Shorter ones would mask half of an ordinary text; Proxmox's own are far longer. */
const SHORTEST = 4;

/** @param shortest how long a secret must be to be looked for */
export type Redact = (text: string, shortest?: number) => string;

/**
 * Replaces each of `secrets` in a text, however its characters are written: as they are, within JSON, or
 * percent-encoded by whatever rule, in large or small letters, once or again. The longest goes first, so
 * that a secret within another doesn't leave the rest of it standing.
 */
export function createRedactor(secrets: () => readonly string[]): Redact {
  const patterns = new Map<string, Pattern>();
  const patternOf = (secret: string): Pattern => {
    const made = patterns.get(secret) ?? makePattern(secret);
    patterns.set(secret, made);
    return made;
  };
  return (text, shortest = SHORTEST) =>
    secrets()
      .filter((secret) => secret.length >= shortest)
      .sort((a, b) => b.length - a.length)
      .map(patternOf)
      .reduce(
        (masked, { run, expression }) =>
          masked.includes(run) ? masked.replace(expression, MASK) : masked,
        text,
      );
}

interface Pattern {
  /** What stands in every spelling: letters and digits are encoded by no rule. */
  run: string;
  expression: RegExp;
}

function makePattern(secret: string): Pattern {
  const runs = secret.match(/[A-Za-z0-9]+/g) ?? [""];
  const run = runs.reduce((longest, next) => (next.length > longest.length ? next : longest));
  return { run, expression: new RegExp([...secret].map(spellings).join(""), "g") };
}

/** An expression for each way to write a character down. */
function spellings(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const percent = [...Buffer.from(character)].map((byte) => `%(?:25)*${anyCase(hex(byte, 2))}`);
  const units = character.split("").map((unit) => `\\\\+u${anyCase(hex(unit.charCodeAt(0), 4))}`);
  const plain = `\\\\*${character.replace(/[^\w\s]/gu, (mark) => escaped(mark))}`;
  const blank = character === " " ? ["\\+"] : [];
  return `(?:${[plain, percent.join(""), units.join(""), ...blank].join("|")})`;
}

function escaped(mark: string): string {
  return mark.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}

function anyCase(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
