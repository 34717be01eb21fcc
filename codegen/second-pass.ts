import type { Emitter } from "./model.js";

/**
 * Emitters that run what overrides add: each file's default export. They are loaded only after the
 * surface is written, because overrides import its types.
 */
const EMITTERS: readonly (() => Promise<{ default: Emitter }>)[] = [
  () => import("./emit/catalogue.js"),
  () => import("./emit/availability.js"),
  () => import("./emit/words.js"),
  () => import("./emit/tools.js"),
  () => import("./emit/tool-docs.js"),
  () => import("./emit/coverage-table.js"),
  () => import("./emit/settings-table.js"),
];

export async function secondPass(): Promise<Emitter[]> {
  const modules = await Promise.all(EMITTERS.map((load) => load()));
  return modules.map((module) => module.default);
}
