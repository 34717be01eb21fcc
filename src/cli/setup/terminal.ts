import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { UsageError } from "../command.js";

/** Whom setup talks to. */
export interface Terminal {
  say(text: string): void;
  /** @param flag what answers instead, where nobody can be asked */
  ask(question: string, flag: string, usual?: string): Promise<string>;
  confirm(question: string, flag: string): Promise<boolean>;
  /** Not shown while it is typed. */
  askSecret(question: string): Promise<string>;
}

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** A person, or else flags and, for the secret, standard input. */
export function openTerminal(): Terminal {
  return process.stdin.isTTY ? person() : script();
}

function person(): Terminal {
  const ask = async (question: string, isHidden = false) => {
    const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
    if (isHidden) process.stdout.write(question);
    const line = createInterface({
      input: process.stdin,
      output: isHidden ? hidden : process.stdout,
      terminal: true,
    });
    try {
      return (await line.question(isHidden ? "" : question)).trim();
    } finally {
      line.close();
      if (isHidden) process.stdout.write("\n");
    }
  };
  return {
    say,
    ask: async (question, _flag, usual) =>
      (await ask(usual === undefined ? `${question}: ` : `${question} [${usual}]: `)) ||
      (usual ?? ""),
    confirm: async (question) => /^y(es)?$/i.test(await ask(`${question} [y/N]: `)),
    askSecret: (question) => ask(`${question}: `, true),
  };
}

function script(): Terminal {
  return {
    say,
    ask: async (question, flag, usual) => {
      if (usual !== undefined) return usual;
      throw new UsageError(`${flag} is needed, as nobody can be asked: ${question}`);
    },
    confirm: async (question, flag) => {
      throw new UsageError(`${flag} is needed, as nobody can be asked: ${question}`);
    },
    askSecret: async () => (await readAll(process.stdin)).trim(),
  };
}
