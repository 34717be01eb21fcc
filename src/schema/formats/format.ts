/** The rule behind a named format. */
export interface Format {
  /**
   * Proxmox's own words, without the final line break, for a value that doesn't fit. Other programs
   * read these texts, so they are part of the API.
   */
  check: (value: string) => string | undefined;
  /** Portable source of a regular expression that says the whole rule; absent where none does. */
  pattern?: string;
  /** What fits, in our words; completes "expected …". */
  allowed: string;
  /** A value that fits. */
  example: string;
}

export type Formats = Record<string, Format>;

type Text = string | ((value: string) => string);

/** A rule that one regular expression says; `source` matches the whole value. */
export function byPattern(source: string, text: Text, allowed: string, example: string): Format {
  const pattern = `^(?:${source})$`;
  const expression = new RegExp(pattern, "u");
  return {
    check: (value) => (expression.test(value) ? undefined : say(text, value)),
    pattern,
    allowed,
    example,
  };
}

/** A rule that needs a program. */
export function byTest(
  fits: (value: string) => boolean,
  text: Text,
  allowed: string,
  example: string,
): Format {
  return {
    check: (value) => (fits(value) ? undefined : say(text, value)),
    allowed,
    example,
  };
}

/** A value that is one of a few words. */
export function byWords(words: string[], text: Text, example = words[0] as string): Format {
  return byPattern(words.join("|"), text, `one of ${words.join(", ")}`, example);
}

function say(text: Text, value: string): string {
  return typeof text === "string" ? text : text(value);
}
