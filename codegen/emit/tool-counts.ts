import { TIERS, type Tier } from "../../src/schema/catalogue.js";
import type { ToolRecord } from "../../src/schema/tool-list.js";
import { TOOLSETS } from "../../src/tools/define.js";
import type { ServedEmitter } from "../emitter.js";
import { render } from "../template.js";

/** How many tools README says are listed, and what they cost. */
export const emitToolCounts: ServedEmitter = ({ toolList }) => {
  const records = Object.values(toolList.tools);
  const core = records.filter((record) => record.core);
  const counts = (of: ToolRecord[]) => ({
    read: countOf(of, "read"),
    elevated: countOf(of, "elevated"),
  });
  const toolsets = ["core", "all", ...TOOLSETS];
  const text = render("tool-counts", { core: counts(core), all: counts(records), toolsets });
  return [{ path: "README.md", marker: "tool-counts", text }];
};

function countOf(records: readonly ToolRecord[], access: Tier): { count: number; tokens: string } {
  const tiers = TIERS.slice(0, TIERS.indexOf(access) + 1);
  const listed = records.flatMap(({ variants }) => {
    const tier = tiers.findLast((tier) => variants[tier]);
    return tier ? [variants[tier]] : [];
  });
  const bytes = listed.reduce((sum, tool) => sum + Buffer.byteLength(JSON.stringify(tool)), 0);
  return { count: listed.length, tokens: rounded(bytes / BYTES_PER_TOKEN) };
}

/** A usual estimate for English and JSON. */
const BYTES_PER_TOKEN = 4;

/** `5,200` */
function rounded(tokens: number): string {
  return (Math.round(tokens / 100) * 100).toLocaleString("en-US");
}
