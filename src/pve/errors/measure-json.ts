/** What a text of JSON would become, told without parsing it. */
export interface JsonMeasure {
  /** Values, keys not counted: numbers, texts, lists, objects … */
  values: number;
  /** How deep lists and objects lie in each other. */
  depth: number;
  /** Keys of the object that has most. */
  keys: number;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);
const END_OF_OBJECT = 125;

/**
 * A body of some megabytes may stand for millions of objects, and nesting ends every recursive walk:
 * both are measured before anything is made of it. Not valid JSON measures something too.
 */
export function measureJson(text: string): JsonMeasure {
  let values = 1;
  let deepest = 0;
  let keys = 0;
  /** How many entries were seen of each list and object that is open. */
  const open: number[] = [];
  let entries = 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfText(text, index);
    else if (code === COMMA) {
      values += 1;
      entries += 1;
    } else if (OPENING.has(code)) {
      values += 1;
      open.push(entries);
      entries = 1;
      if (open.length > deepest) deepest = open.length;
    } else if (CLOSING.has(code)) {
      if (code === END_OF_OBJECT && entries > keys) keys = entries;
      entries = open.pop() ?? 1;
    }
  }
  return { values, depth: deepest, keys };
}

/** @returns where the closing quote is */
function endOfText(text: string, opening: number): number {
  for (let index = opening + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === BACKSLASH) index += 1;
    else if (code === QUOTE) return index;
  }
  return text.length;
}
