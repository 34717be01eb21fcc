/** Characters that tell one class of a pattern from another. */
const ALPHABET = [
  ..."aZz09_-.:/,;=+@ \n\tü",
  // the other signs of ASCII
  ..."!\"#$%&'()*<>?[\\]^`{|}~",
];

/** How often an unbounded repetition is tried: over every length that Proxmox's names may have. */
const MANY = 66;

/**
 * Texts that a portable pattern describes: one plain text, then that text with one alternative,
 * repetition or character changed at a time. Some may not fit (lookaheads are skipped over).
 *
 * @param longest length that some samples reach where the pattern allows
 * @param also characters that are tried as well where the pattern allows
 * @returns an empty list for syntax that isn't read here
 */
export function samplePattern(
  source: string,
  longest = MANY,
  also: readonly string[] = [],
): string[] {
  const root = new Parser(source, longest, [...ALPHABET, ...also]).parse();
  if (!root) return [];
  const samples = new Set<string>();
  const waiting: number[][] = [[]];
  for (let start = waiting.shift(); start && samples.size < MOST; start = waiting.shift()) {
    const { text, options } = walk(root, start);
    samples.add(text);
    for (const [place, { count, isBranch }] of options.entries()) {
      if (place < start.length) continue;
      const before = options.slice(0, place).map((_, index) => start[index] ?? 0);
      for (let option = 1; option < count; option += 1) {
        const next = [...before, option];
        // what is inside another branch is tried in turn, all else one change at a time
        if (isBranch) waiting.push(next);
        else if (samples.size < MOST) samples.add(walk(root, next).text);
      }
    }
  }
  return [...samples];
}

const MOST = 3000;

/** Characters that a pattern names and their neighbours: where its ranges end. */
export function edgesOf(source: string): string[] {
  const plain = source.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const codes = [...plain].flatMap((sign) => [-1, 0, 1].map((step) => sign.charCodeAt(0) + step));
  return [...new Set(codes)].filter((code) => code >= 0).map((code) => String.fromCharCode(code));
}

type Part =
  | { kind: "choice"; parts: Part[] }
  | { kind: "row"; parts: Part[] }
  | { kind: "repeat"; part: Part; counts: number[] }
  | { kind: "character"; characters: string[] };

interface Option {
  count: number;
  /** Whether an alternative is chosen here. */
  isBranch: boolean;
}

/** Writes one text, by the choices given and the first of each after them. */
function walk(root: Part, choices: readonly number[]): { text: string; options: Option[] } {
  const options: Option[] = [];
  const choose = <T>(from: readonly T[], isBranch = false): T | undefined => {
    options.push({ count: from.length, isBranch });
    return from[choices[options.length - 1] ?? 0] ?? from[0];
  };
  const write = (part: Part | undefined): string => {
    switch (part?.kind) {
      case "choice":
        return write(choose(part.parts, true));
      case "row":
        return part.parts.map(write).join("");
      case "repeat":
        return Array.from({ length: choose(part.counts) ?? 0 }, () => write(part.part)).join("");
      case "character":
        return choose(part.characters) ?? "";
      default:
        return "";
    }
  };
  return { text: write(root), options };
}

class Parser {
  #at = 0;
  readonly #source: string;
  readonly #many: number;
  readonly #alphabet: readonly string[];

  constructor(source: string, many: number, alphabet: readonly string[]) {
    this.#source = source;
    this.#many = many;
    this.#alphabet = alphabet;
  }

  parse(): Part | undefined {
    try {
      const part = this.#choice();
      return this.#at === this.#source.length ? part : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  #take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern, "sy");
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#source)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #choice(): Part {
    const parts = [this.#row()];
    while (this.#take(/\|/)) parts.push(this.#row());
    return { kind: "choice", parts };
  }

  #row(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] ?? "")) {
      if (this.#take(/[\^$]|\\[bB]/)) continue;
      const part = this.#atom();
      const counts = this.#counts();
      if (part) parts.push(counts ? { kind: "repeat", part, counts } : part);
    }
    return { kind: "row", parts };
  }

  #atom(): Part | undefined {
    const group = this.#take(/\((?:\?(?:[:=!]|<[=!]|<\w+>))?/);
    if (group !== undefined) {
      const part = this.#choice();
      if (!this.#take(/\)/)) throw new SyntaxError("a group doesn't end");
      return /^\(\?<?[=!]/.test(group) ? undefined : part;
    }
    const single = this.#take(
      /\[(?:\\.|[^\]\\])*\]|\\u\{[^}]*\}|\\[ux][0-9a-fA-F]{2,4}|\\c.|\\.|./,
    );
    if (single === undefined) throw new SyntaxError("nothing to read");
    const isSet = /^(?:\[|\\[a-zA-Z]|\.$)/.test(single);
    if (!isSet) return { kind: "character", characters: [single.replace(/^\\/, "")] };
    const expression = new RegExp(`^${single}$`);
    const inSource = [...single].filter((character) => expression.test(character));
    const characters = [...this.#alphabet, ...inSource].filter((character) =>
      expression.test(character),
    );
    return { kind: "character", characters: [...new Set(characters)] };
  }

  #counts(): number[] | undefined {
    const written = this.#take(/[*+?]|\{\d+(?:,\d*)?\}/);
    if (written === undefined) return undefined;
    this.#take(/\?/);
    const [, low, comma, high] = /^\{(\d+)(,?)(\d*)\}$/.exec(written) ?? [];
    const least = low === undefined ? Number(written === "+") : Number(low);
    const most =
      low === undefined
        ? written === "?"
          ? 1
          : this.#many
        : comma
          ? Number(high || this.#many)
          : least;
    const counts = [
      Math.max(least, Math.min(1, most)),
      least,
      least + 1,
      Math.floor(most / 2),
      most,
    ];
    return [...new Set(counts)].filter((count) => count >= least && count <= most);
  }
}
