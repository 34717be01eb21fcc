/** A string as TypeScript source. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** A key of an object type; `net[n]` becomes an index signature over `net0`, `net1` … */
export function propertyKey(name: string): string {
  const family = /^(.*)\[n\]$/.exec(name)?.[1];
  if (family !== undefined) return `[name: \`${family}\${number}\`]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
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
