import { tools as declarations } from "../overrides/tools/index.js";
import type { Catalogue } from "../src/schema/catalogue.js";
import type { ToolList } from "../src/schema/tool-list.js";
import type { ToolDeclaration } from "../src/tools/define.js";
import { buildCatalogue } from "./derive/catalogue.js";
import { buildToolList } from "./derive/tool-list.js";
import type { Model } from "./model.js";

/** The model with what overrides add to it, each derived once for all emitters. */
export interface Derived extends Model {
  catalogue: Catalogue;
  tools: readonly ToolDeclaration[];
  toolList: ToolList;
}

/** @throws StaleOverrides that lists every line that no longer fits */
export function derive(model: Model, tools: readonly ToolDeclaration[] = declarations): Derived {
  const catalogue = buildCatalogue(model);
  const { known: endpoints, words } = model;
  return {
    ...model,
    catalogue,
    tools,
    toolList: buildToolList(tools, { catalogue, endpoints, words }),
  };
}
