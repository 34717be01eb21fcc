import fc from "fast-check";
import { expect, it } from "vitest";
import { escapeControls } from "../../src/kit/visible.js";

it.each([
  ["web\u{e0041}\u{e007f}", "web\\udb40\\udc41\\udb40\\udc7f"],
  ["a\u{e0100}\u00ad\u180e\ufff9", "a\\udb40\\udd00\\u00ad\\u180e\\ufff9"],
  ["\u202eevil\u0000", "\\u202eevil\\u0000"],
  ["line\n\tnext 😀 👩‍💻 ❤️ 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ü ע", "line\n\tnext 😀 👩‍💻 ❤️ 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ü ע"],
  ["a\u200db\u200cc", "a\\u200db\\u200cc"],
  ["a\ufe0fb", "a\\ufe0fb"],
  ["\u034f\u115f\u3164\uffa0\u17b4\u180b", "\\u034f\\u115f\\u3164\\uffa0\\u17b4\\u180b"],
  ["\u{1bca0}\u{1d173}\u{13430}\ue000", "\\ud82f\\udca0\\ud834\\udd73\\ud80d\\udc30\\ue000"],
  ["😀\u200d\u200d\u{e0041}", "😀\\u200d\\u200d\\udb40\\udc41"],
  ["half \ud83d", "half \\ud83d"],
  ["boxed \u20e3\u200d", "boxed \u20e3\\u200d"],
])("shows %j as %j", (text, shown) => {
  expect(escapeControls(text)).toBe(shown);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const COMMAND = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

it("leaves nothing that a terminal or a reader could take for a command", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = escapeControls(text);
      expect(shown).not.toMatch(COMMAND);
      expect(escapeControls(shown)).toBe(shown);
    }),
  );
});
