import type { Inside } from "../guests/guest-agent.js";
import { type ProgramResult, runProgram } from "../guests/guest-shell.js";

/** What one part of a line comes to. */
export interface ShellStep {
  output: string;
  /** Milliseconds until then. */
  duration: number;
}

/** Runs a line of a shell, part by part, as people and programs type it: `a; (exec b) </dev/null`. */
export function* runShellLine(
  line: string,
  inside: Inside,
  now: () => number,
): Generator<ShellStep> {
  let last = 0;
  for (const part of splitParts(line)) {
    const { exitcode, output, errors, duration } = runPart(part, inside, now(), last);
    last = exitcode;
    yield { output: output + errors, duration };
  }
}

function runPart(part: string, inside: Inside, now: number, last: number): ProgramResult {
  const group = /^\((.*)\)(?:\s*<\/dev\/null)?$/s.exec(part)?.[1];
  const words = splitWords(group ?? part, last);
  const [name = "", ...rest] = words[0] === "exec" ? words.slice(1) : words;
  if (name === "printf") {
    return { exitcode: 0, output: printf(rest), errors: "", duration: 0 };
  }
  // redirections and conditions are the other shell's business
  if (group === undefined && /[|&<>]/.test(part)) {
    return runProgram({ words: ["sh", "-c", part], input: "", now }, inside) ?? notFound("sh");
  }
  return runProgram({ words: [name, ...rest], input: "", now }, inside) ?? notFound(name);
}

function notFound(name: string): ProgramResult {
  return { exitcode: 127, output: "", errors: `sh: ${name}: not found\n`, duration: 0 };
}

/** What semicolons separate, outside of quotes and parentheses. */
function splitParts(line: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quote = "";
  let depth = 0;
  for (const [index, character] of [...line].entries()) {
    const escaped = quote !== "'" && line[index - 1] === "\\";
    if (!escaped && (character === "'" || character === '"')) {
      if (quote === "") quote = character;
      else if (quote === character) quote = "";
    }
    if (quote === "" && character === "(") depth += 1;
    if (quote === "" && character === ")") depth -= 1;
    if (character === ";" && quote === "" && depth === 0 && !escaped) {
      parts.push(part);
      part = "";
    } else {
      part += character;
    }
  }
  return [...parts, part].map((text) => text.trim()).filter((text) => text !== "");
}

const WORD = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/gs;
const PIECE = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/gs;

function splitWords(text: string, last: number): string[] {
  return (text.match(WORD) ?? []).map((word) =>
    word.replace(PIECE, (_, single, double, escaped, bare) => {
      const plain = single ?? escaped;
      return plain ?? String(double ?? bare).replaceAll("$?", String(last));
    }),
  );
}

function printf([format = "", ...values]: string[]): string {
  let next = 0;
  return format
    .replace(/\\([0-7]{1,3})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 8)),
    )
    .replaceAll("\\n", "\n")
    .replace(/%s/g, () => values[next++] ?? "");
}
