/**
 * What no reader sees but a terminal or a model obeys: controls but tab and newline, characters that
 * reorder text, and all that shows nothing and can carry a hidden one (joiners, fillers, variation
 * selectors, tags, private use, halves of pairs).
 */
const INVISIBLE =
  "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f" +
  "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ud800-\\udfff\\ue000-\\uf8ff\\ufe00-\\ufe0f\\ufeff\\uffa0" +
  "\\ufff0-\\ufffb\\u{13430}-\\u{1345f}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{10ffff}";

const HIDDEN = new RegExp(`[${INVISIBLE}]`, "u");

const ALL_HIDDEN = new RegExp(HIDDEN, "gu");

/** Where a hidden character may be part of an emoji; all parts of one stand in such a run. */
const RUN = new RegExp(`[${INVISIBLE}\\p{Emoji}\\u20e3]+`, "gu");

/** An emoji is one picture, whatever joins its parts. Costly: V8 tries thousands of them at each place. */
const EMOJI_OR_HIDDEN = new RegExp(`\\p{RGI_Emoji}|[${INVISIBLE}]`, "gv");

/** Whether `escapeControls` would change the text. */
export function hasHidden(text: string): boolean {
  return HIDDEN.test(text);
}

/** Shows each hidden character as an escape such as `\u202e`. Whole emoji stay as they are. */
export function escapeControls(text: string): string {
  return HIDDEN.test(text) ? text.replace(RUN, escapeRun) : text;
}

function escapeRun(run: string): string {
  if (!HIDDEN.test(run)) return run;
  if (!/\p{Emoji}/u.test(run)) return run.replace(ALL_HIDDEN, escapeUnits);
  return run.replace(EMOJI_OR_HIDDEN, (found) => {
    const isOne = [...found].length === 1;
    return isOne && HIDDEN.test(found) ? escapeUnits(found) : found;
  });
}

/** Each half of a pair for itself, as JSON writes it. */
function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
