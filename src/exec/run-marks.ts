/** Separates what `runLine` says on stderr from what the program writes there. */
export interface RunMarks {
  /** @returns what is the program's */
  add(chunk: Buffer): Buffer;
  /** What is kept back because a mark may begin in it. */
  flush(): Buffer;
  /** The program was started. */
  readonly hasBegun: boolean;
  /** What came before it was: the words of ssh, of `pct` and of the node's shell. */
  readonly before: string;
  readonly exitCode: number | undefined;
}

/** A control character that hardly any program writes. */
const SEPARATOR = "\x1e";

/** Of what comes before the program; ssh says a few lines at most. */
const LONGEST_BEFORE = 8 * 1024;

export function createRunMarks(mark: string): RunMarks {
  const begin = Buffer.from(`${SEPARATOR}${mark}:begin${SEPARATOR}`);
  const end = Buffer.from(`${SEPARATOR}${mark}:end:`);
  let held = Buffer.alloc(0);
  let before = "";
  let hasBegun = false;
  let exitCode: number | undefined;

  function add(chunk: Buffer): Buffer {
    if (exitCode !== undefined) return Buffer.alloc(0);
    held = Buffer.concat([held, chunk]);
    if (!hasBegun) {
      const at = held.indexOf(begin);
      const said = at >= 0 ? held.subarray(0, at) : takeSafe(begin.length);
      before = (before + said.toString("utf8")).slice(0, LONGEST_BEFORE);
      if (at < 0) return Buffer.alloc(0);
      hasBegun = true;
      held = held.subarray(at + begin.length);
    }
    const at = held.indexOf(end);
    if (at < 0) return takeSafe(end.length);
    const digits = held.indexOf(SEPARATOR, at + end.length);
    if (digits < 0) return take(at);
    exitCode = Number(held.toString("latin1", at + end.length, digits));
    const output = take(at);
    held = Buffer.alloc(0);
    return output;
  }

  function take(length: number): Buffer {
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  }

  /** Everything but what may be the beginning of a mark. */
  function takeSafe(markLength: number): Buffer {
    const from = Math.max(0, held.length - markLength);
    const at = held.indexOf(SEPARATOR, from);
    return take(at < 0 ? held.length : at);
  }

  return {
    add,
    flush() {
      if (hasBegun) return take(held.length);
      before = (before + take(held.length).toString("utf8")).slice(0, LONGEST_BEFORE);
      return Buffer.alloc(0);
    },
    get hasBegun() {
      return hasBegun;
    },
    get before() {
      return before;
    },
    get exitCode() {
      return exitCode;
    },
  };
}
