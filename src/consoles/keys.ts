/** One key, with those that are held down meanwhile; X11 keysyms. */
export interface Stroke {
  keysym: number;
  held: readonly number[];
}

const SHIFT = 0xffe1;

const MODIFIERS: Readonly<Record<string, number>> = {
  shift: SHIFT,
  ctrl: 0xffe3,
  control: 0xffe3,
  alt: 0xffe9,
  altgr: 0xfe03,
  meta: 0xffeb,
  super: 0xffeb,
  win: 0xffeb,
};

const NAMED: Readonly<Record<string, number>> = {
  enter: 0xff0d,
  return: 0xff0d,
  tab: 0xff09,
  escape: 0xff1b,
  esc: 0xff1b,
  backspace: 0xff08,
  delete: 0xffff,
  del: 0xffff,
  insert: 0xff63,
  home: 0xff50,
  end: 0xff57,
  pageup: 0xff55,
  pagedown: 0xff56,
  left: 0xff51,
  up: 0xff52,
  right: 0xff53,
  down: 0xff54,
  space: 0x20,
  plus: 0x2b,
  minus: 0x2d,
  print: 0xff61,
  pause: 0xff13,
  menu: 0xff67,
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`f${index + 1}`, 0xffbe + index]),
  ),
};

/** What a US keyboard needs Shift for: QEMU turns keysyms into keys of that layout by default. */
const SHIFTED = /^[A-Z~!@#$%^&*()_+{}|:"<>?]$/;

/** The key names that `parseKeys` knows, for messages. */
export const KEY_NAMES: readonly string[] = Object.keys(NAMED);

/**
 * What typing a text takes, one stroke a character; line ends and tabs are keys.
 *
 * @throws Error for a control character that no key makes
 */
export function strokesOfText(text: string): Stroke[] {
  return [...text.replace(/\r\n?/g, "\n")].map(strokeOfCharacter);
}

function strokeOfCharacter(character: string): Stroke {
  if (character === "\n") return { keysym: 0xff0d, held: [] };
  if (character === "\t") return { keysym: 0xff09, held: [] };
  const code = character.codePointAt(0) as number;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
    throw new Error(`text holds the control character ${code}, which no key makes; use keys`);
  }
  return { keysym: keysymOf(code), held: SHIFTED.test(character) ? [SHIFT] : [] };
}

/** Latin-1 has the keysyms of its code points, all else those from 0x1000000 on. */
function keysymOf(code: number): number {
  return code < 0x100 ? code : 0x1000000 + code;
}

/**
 * Reads a key as people write it: `enter`, `f12`, `ctrl+alt+delete`, `ctrl-c`, `a`.
 *
 * @throws Error that names what isn't a key
 */
export function parseKey(text: string): Stroke {
  const parts = text.length === 1 ? [text] : text.split(/(?<=[^+-])[+-](?=.)/);
  const last = parts.at(-1) ?? "";
  const held = parts.slice(0, -1).map((name) => modifierOf(name, text));
  const named = own(NAMED, last.toLowerCase()) ?? own(MODIFIERS, last.toLowerCase());
  if (named !== undefined) return { keysym: named, held };
  if ([...last].length === 1) {
    const stroke = strokeOfCharacter(last);
    // Ctrl+C is Ctrl and the key C, whatever its case
    const isCombination = held.length > 0 && /^[A-Z]$/.test(last);
    if (isCombination) return { keysym: keysymOf(last.toLowerCase().charCodeAt(0)), held };
    return { keysym: stroke.keysym, held: [...held, ...stroke.held] };
  }
  throw new Error(
    `keys: ${JSON.stringify(text.slice(0, 40))} is no key; there are single characters, ${KEY_NAMES.join(", ")}, and combinations such as ctrl+alt+delete`,
  );
}

function modifierOf(name: string, text: string): number {
  const modifier = own(MODIFIERS, name.toLowerCase());
  if (modifier !== undefined) return modifier;
  throw new Error(
    `keys: ${JSON.stringify(name.slice(0, 40))} in ${JSON.stringify(text.slice(0, 40))} is no modifier; there are shift, ctrl, alt, altgr and meta`,
  );
}

function own(table: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
