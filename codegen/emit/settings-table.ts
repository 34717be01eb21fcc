import Handlebars from "handlebars";
import { SETTINGS, type SettingDefinition } from "../../src/settings/table.js";
import type { Emitter } from "../model.js";

const TEMPLATE = Handlebars.compile(
  `| variable | default | |
|---|---|---|
{{#each settings}}
| \`{{variable}}\` | {{default}} | {{words}} |
{{/each}}`,
  { noEscape: true },
);

/** The settings' table in README. */
const emitSettings: Emitter = () => {
  const settings = (SETTINGS as readonly SettingDefinition[]).map((setting) => ({
    variable: setting.variable,
    default: setting.default ? `\`${setting.default}\`` : "",
    words: `${setting.words}${setting.secret ? ` Also as \`${setting.variable}_FILE\`.` : ""}`,
  }));
  return [{ path: "README.md", marker: "settings", text: TEMPLATE({ settings }).trim() }];
};

export default emitSettings;
