/** The pattern uses something of Perl that has no translation here. */
export class PatternError extends Error {
  override name = "PatternError";
}

/** How a dialect writes Perl's `\w` and `\d` inside brackets. */
export interface Dialect {
  word: string;
  digit: string;
}

/** Perl matches decoded text, so `\w` and `\d` mean all of Unicode. */
export const EXACT: Dialect = {
  word: "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}",
  digit: "\\p{Nd}",
};

/** Means the same with the `u` flag and without; above ASCII it takes any character for a letter. */
export const PORTABLE: Dialect = { word: "\\w\\u0080-\\uffff", digit: "\\d" };

/** Perl's `i`, `s`, `m` and `x`. */
export interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
  multiline: boolean;
  extended: boolean;
}

export const NO_FLAGS: Flags = {
  ignoreCase: false,
  dotAll: false,
  multiline: false,
  extended: false,
};

/** The Perl source and how far it has been read. */
export class Reader {
  position = 0;
  depth = 0;
  /** Atomic groups written so far: each needs a name of its own. */
  atomic = 0;
  topLevelAlternative = false;

  constructor(
    readonly perl: string,
    readonly dialect: Dialect,
  ) {}

  get done(): boolean {
    return this.position >= this.perl.length;
  }

  peek(): string {
    return String.fromCodePoint(this.perl.codePointAt(this.position) ?? 0);
  }

  next(): string {
    if (this.done) throw this.error("an early end");
    const character = this.peek();
    this.position += character.length;
    return character;
  }

  /** What the sticky expression matches here, and steps over it. */
  take(expression: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(expression.source, "y");
    sticky.lastIndex = this.position;
    const match = sticky.exec(this.perl);
    if (!match) return undefined;
    this.position += match[0].length;
    return match;
  }

  error(what: string): PatternError {
    return new PatternError(`no translation for ${what} in the Perl pattern ${this.perl}`);
  }
}
