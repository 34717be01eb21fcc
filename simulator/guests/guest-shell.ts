import { nameOf } from "./guest.js";
import { addressOf, type Inside } from "./guest-agent.js";

/** What a program leaves behind. */
export interface ProgramResult {
  exitcode: number;
  output: string;
  errors: string;
  /** Milliseconds that it ran. */
  duration: number;
}

type Program = (
  words: string[],
  inside: Inside,
  input: string,
  now: number,
) => Partial<ProgramResult>;

const failure = (errors: string, exitcode = 1): Partial<ProgramResult> => ({ errors, exitcode });

/** Programs that exist in every simulated machine. */
const PROGRAMS: Record<string, Program> = {
  cat: (files, { agent }, input) => {
    if (files.length === 0) return { output: input };
    const missing = files.find((file) => !agent.files.has(file));
    if (missing !== undefined) return failure(`cat: ${missing}: No such file or directory\n`);
    return { output: files.map((file) => agent.files.get(file)).join("") };
  },
  date: (_words, _inside, _input, now) => ({ output: `${new Date(now).toUTCString()}\n` }),
  df: () => ({
    output:
      "Filesystem     1K-blocks    Used Available Use% Mounted on\n/dev/sda1       32845584 9217304  21928496  30% /\n",
  }),
  echo: (words) => ({ output: `${words.join(" ")}\n` }),
  env: () => ({ output: "PATH=/usr/sbin:/usr/bin:/sbin:/bin\nPWD=/\n" }),
  false: () => ({ exitcode: 1 }),
  hostname: (words, { guest }) => ({
    output: words[0] === "-I" ? `${addressOf(guest)} \n` : `${nameOf(guest)}\n`,
  }),
  id: () => ({ output: "uid=0(root) gid=0(root) groups=0(root)\n" }),
  ls: ([folder = "/"], { agent }) => {
    const prefix = folder.endsWith("/") ? folder : `${folder}/`;
    const names = [...agent.files.keys()]
      .filter((file) => file.startsWith(prefix))
      .map((file) => file.slice(prefix.length).split("/", 1)[0]);
    if (names.length === 0) {
      return failure(`ls: cannot access '${folder}': No such file or directory\n`, 2);
    }
    return { output: `${[...new Set(names)].sort().join("\n")}\n` };
  },
  pwd: () => ({ output: "/\n" }),
  rm: (words, { agent }) => {
    const files = words.filter((word) => !word.startsWith("-"));
    const missing = files.find((file) => !agent.files.delete(file));
    if (missing === undefined || words.includes("-f")) return {};
    return failure(`rm: cannot remove '${missing}': No such file or directory\n`);
  },
  sleep: ([seconds = "0"]) => ({ duration: Number(seconds) * 1000 }),
  touch: (files, { agent }) => {
    for (const file of files) if (!agent.files.has(file)) agent.files.set(file, "");
    return {};
  },
  true: () => ({}),
  uname: (words) => ({
    output: words[0] === "-a" ? "Linux guest 6.12.48-amd64 x86_64 GNU/Linux\n" : "Linux\n",
  }),
  uptime: (_words, { guest }, _input, now) => ({
    output: ` up ${Math.floor((now - guest.startedAt) / 60_000)} min,  1 user,  load average: 0.08, 0.03, 0.01\n`,
  }),
  whoami: () => ({ output: "root\n" }),
};

const SHELLS = ["sh", "bash", "dash"];

export interface Command {
  words: readonly string[];
  input: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Runs a program inside of a machine; undefined where there is none of that name. */
export function runProgram(command: Command, inside: Inside): ProgramResult | undefined {
  const [path = "", ...words] = command.words;
  const name = path.replace(/^(?:\/usr)?\/s?bin\//, "");
  if (SHELLS.includes(name) && words[0] === "-c") {
    return runScript(words[1] ?? "", command, inside);
  }
  const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  if (!program) return undefined;
  const result = program(words, inside, command.input, command.now);
  return { exitcode: 0, output: "", errors: "", duration: 0, ...result };
}

/** `a; b && c > file`: no pipes, no variables, no quotes within words. */
function runScript(script: string, command: Command, inside: Inside): ProgramResult {
  const total: ProgramResult = { exitcode: 0, output: "", errors: "", duration: 0 };
  for (const [, joint = "", part = ""] of script.matchAll(/(^|;|&&|\|\|)([^;&|]+)/g)) {
    if ((joint === "&&" && total.exitcode !== 0) || (joint === "||" && total.exitcode === 0))
      continue;
    const [, line = "", mode, file] = /^(.*?)(?:(>>?)\s*(\S+)\s*)?$/s.exec(part.trim()) ?? [];
    const words = (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
      word.replace(/^(["'])(.*)\1$/s, "$2"),
    );
    const result = runProgram({ ...command, words }, inside) ?? {
      exitcode: 127,
      output: "",
      errors: `sh: 1: ${words[0]}: not found\n`,
      duration: 0,
    };
    total.exitcode = result.exitcode;
    total.errors += result.errors;
    total.duration += result.duration;
    if (file === undefined) total.output += result.output;
    else write(inside, file, result.output, mode === ">>");
  }
  return total;
}

function write({ agent }: Inside, file: string, text: string, appends: boolean): void {
  agent.files.set(file, appends ? (agent.files.get(file) ?? "") + text : text);
}
