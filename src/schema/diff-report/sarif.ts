import { changeId } from "../accepted-changes.js";
import type { ChangeClass } from "../change.js";
import { ruleOf, ruleText } from "../change-rules.js";
import type { Printer } from "./report.js";
import { sentence } from "./sentence.js";

const LEVELS: Record<ChangeClass, "error" | "warning" | "note" | "none"> = {
  breaking: "error",
  attention: "warning",
  additive: "note",
  text: "none",
};

/** SARIF 2.1.0, as code scanning services read it. Changes of words alone are left out. */
export const printSarif: Printer = (changes, { from, to }) => {
  const told = changes.filter((change) => change.class !== "text");
  const rules = [...new Set(told.map(ruleOf))].sort();
  const run = {
    tool: {
      driver: {
        name: "proxmox-mcp api-diff",
        rules: rules.map((id) => ({
          id,
          shortDescription: { text: ruleText(id).title },
          fullDescription: { text: ruleText(id).why },
        })),
      },
    },
    properties: { from, to },
    results: told.map((change) => ({
      ruleId: ruleOf(change),
      ruleIndex: rules.indexOf(ruleOf(change)),
      level: LEVELS[change.class],
      message: { text: `${change.endpoint} ${sentence(change)}` },
      locations: [
        {
          // services that show results want a file: what was compared stands for one
          physicalLocation: { artifactLocation: { uri: encodeURI(to) }, region: { startLine: 1 } },
          logicalLocations: [{ fullyQualifiedName: change.endpoint, kind: "function" }],
        },
      ],
      partialFingerprints: { "changeId/v1": changeId(change) },
    })),
  };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};
