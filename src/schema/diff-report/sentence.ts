import type { Change } from "../change.js";

const LONGEST = 100;

/** `net[n].tag: maximum 4094 → 100`. */
export function sentence({ part, path, what, before, after }: Change, quote = ""): string {
  const name = part === "returns" ? ["answer", path].filter(Boolean).join(" ") : path;
  const subject = name === "" ? "" : `${quote}${name}${quote}: `;
  if (what === "added" || what === "removed") {
    const facts = shown(what === "added" ? after : before);
    return `${subject}${what}${facts === "nothing" ? "" : ` ${quote}${facts}${quote}`}`;
  }
  if (what === "enum" && Array.isArray(before) && Array.isArray(after)) {
    const gone = before.filter((value) => !after.includes(value)).map((value) => `-${value}`);
    const come = after.filter((value) => !before.includes(value)).map((value) => `+${value}`);
    return `${subject}enum ${quote}${cut([...gone, ...come].join(" "))}${quote}`;
  }
  return `${subject}${what} ${quote}${shown(before)}${quote} → ${quote}${shown(after)}${quote}`;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
