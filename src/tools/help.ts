import { readDocument } from "../data/documents.js";
import { nearest } from "../kit/nearest.js";
import { ToolError } from "./errors.js";
import { TROUBLESHOOTING, troubleshootingEntries } from "./troubleshooting.js";

/**
 * An entry of the troubleshooting guide, its heading included, in Markdown.
 *
 * @throws ToolError with code `resource` for an entry that there isn't
 */
export function readHelp(entry: string): string {
  const sections = readDocument(TROUBLESHOOTING).split(/^(?=#{2,3} )/m);
  const section = sections.find((text) => anchorOf(text) === entry);
  if (section !== undefined) return section.trim();
  const entries = troubleshootingEntries();
  const guess = nearest(entry, entries);
  throw new ToolError(
    "resource",
    `uri: there is no help ${JSON.stringify(entry.slice(0, 80))}${guess ? `, did you mean ${guess}?` : ""}`,
    `There are ${entries.join(", ")}.`,
  );
}

/** The anchor that Markdown viewers give a section's heading; undefined where it has none of ours. */
function anchorOf(section: string): string | undefined {
  const heading = /^### (.+)$/m.exec(section.split("\n", 1)[0] ?? "")?.[1];
  return heading
    ?.toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
}
