import { changeId } from "../accepted-changes.js";
import { ruleOf } from "../change-rules.js";
import { countChanges, type Printer } from "./report.js";

/** Version of the output, described by `api-diff.schema.json`; raised when a field goes or changes its meaning. */
const JSON_FORMAT = 1;

export const printJson: Printer = (changes, { from, to, toolsOf }) => {
  const listed = changes.map((change) => {
    const tools = toolsOf?.(change) ?? [];
    return {
      id: changeId(change),
      rule: ruleOf(change),
      ...change,
      ...(tools.length > 0 && { tools }),
    };
  });
  const report = { format: JSON_FORMAT, from, to, counts: countChanges(changes), changes: listed };
  return `${JSON.stringify(report, null, 2)}\n`;
};
