const NAMED: Readonly<Record<string, string>> = {
  enter: "\r",
  return: "\r",
  tab: "\t",
  escape: "\x1b",
  esc: "\x1b",
  backspace: "\x7f",
  delete: "\x1b[3~",
  insert: "\x1b[2~",
  home: "\x1b[H",
  end: "\x1b[F",
  pageup: "\x1b[5~",
  pagedown: "\x1b[6~",
  up: "\x1b[A",
  down: "\x1b[B",
  right: "\x1b[C",
  left: "\x1b[D",
  space: " ",
};

/**
 * What a terminal sends for a key as people write it: `enter`, `up`, `ctrl+c`, `a`.
 *
 * @throws Error that names what isn't a key
 */
export function terminalKey(text: string): string {
  if ([...text].length === 1) return text;
  const name = text.toLowerCase();
  const named = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (named !== undefined) return named;
  const control = /^(?:ctrl|control)[+-]([a-z[\\\]^_@])$/.exec(name)?.[1];
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 31);
  throw new Error(
    `keys: ${JSON.stringify(text.slice(0, 40))} is no key of a terminal; there are single characters, ${Object.keys(NAMED).join(", ")} and ctrl+a to ctrl+z`,
  );
}
