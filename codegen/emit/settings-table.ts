import { SETTINGS, type SettingDefinition } from "../../src/settings/table.js";
import type { ServedEmitter } from "../emitter.js";
import { render } from "../template.js";

/** The table of `docs/settings.md`. */
export const emitSettings: ServedEmitter = () => {
  const settings = SETTINGS.map((setting: SettingDefinition) => ({
    variable: setting.variable,
    default: setting.default,
    words: setting.words.replaceAll("|", "\\|"),
    secret: setting.secret,
  }));
  return [{ path: "docs/settings.md", marker: "settings", text: render("settings", { settings }) }];
};
