import type { Reader } from "./reader.js";

/** Escapes that stand for one character, inside brackets and outside. */
const CONTROL: Record<string, string> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  e: "\u001b",
  a: "\u0007",
};

/** The character that the escape at the reader stands for; nothing read where it's a class. */
export function escapedCharacter(reader: Reader): string | undefined {
  const code = reader.take(/x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})/);
  if (code) return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? "0", 16));
  const octal = reader.take(/0[0-7]{0,2}/);
  if (octal) return String.fromCodePoint(Number.parseInt(octal[0], 8));
  const simple = reader.take(/[^a-zA-Z0-9]|[nrtfea]/);
  if (!simple) return undefined;
  return CONTROL[simple[0]] ?? simple[0];
}

/** One character as source text: `special` ones and invisible ones escaped. */
export function printed(character: string, special: RegExp): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  return special.test(character) ? `\\${character}` : character;
}
