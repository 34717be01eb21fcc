import { settingsTable } from "../../src/settings/help.js";
import type { Emitter } from "../model.js";

/** The settings' table in README. */
const emitSettings: Emitter = () => [
  { path: "README.md", marker: "settings", text: settingsTable() },
];

export default emitSettings;
