import { SETTINGS, type SettingDefinition } from "./table.js";

const WIDTH = 96;
const INDENT = " ".repeat(6);

/** All settings for `--help`: two or more lines each, no wider than a terminal. */
export function settingsHelp(): string {
  return SETTINGS.map((setting: SettingDefinition) => {
    const { variable, choices, words, secret } = setting;
    const value = setting.default === undefined ? "" : ` (${setting.default})`;
    const file = secret ? `, or ${variable}_FILE` : "";
    const allowed = choices ? `: ${choices.join(" | ")}` : "";
    return [`  ${variable}${file}${allowed}${value}`, ...wrap(words)].join("\n");
  }).join("\n");
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = INDENT;
  for (const word of text.split(" ")) {
    if (line.length + word.length >= WIDTH) {
      lines.push(line.trimEnd());
      line = INDENT;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
