import { SETTINGS, type SettingDefinition } from "../../src/settings/table.js";
import type { ServedEmitter } from "../emitter.js";
import { render } from "../template.js";

/** The settings' table in README. */
export const emitSettings: ServedEmitter = () => {
  const settings = SETTINGS.map((setting: SettingDefinition) => ({
    variable: setting.variable,
    default: setting.default,
    words: setting.words.replaceAll("|", "\\|"),
    secret: setting.secret,
  }));
  return [{ path: "README.md", marker: "settings", text: render("settings", { settings }) }];
};
