import { familyOf } from "../../src/schema/numbered-parameters.js";

/** A string as TypeScript source. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** A key of an object type; `net[n]` becomes an index signature over `net0`, `net1` … */
export function propertyKey(name: string): string {
  if (familyOf(name) !== undefined) return `[name: ${keyType(name)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** A key as a type: `"vmid"`, or for a family `net${number}`. */
export function keyType(name: string): string {
  const family = familyOf(name);
  return family === undefined ? literal(name) : `\`${family}\${number}\``;
}

/** A JSDoc block, indented; nothing where there is nothing to say. */
export function docComment(lines: readonly string[], indent = ""): string {
  if (lines.length === 0) return "";
  const safe = lines.map((line) => line.replaceAll("*/", "*\\/"));
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} *${line && ` ${line}`}\n`).join("")}${indent} */\n`;
}

/** `A | B`; each member once, in order. */
export function union(members: readonly string[]): string {
  return [...new Set(members)].join(" | ");
}
