import type { ToolDoc, ToolDocs } from "../schema/tool-docs.js";
import { readData } from "./files.js";

let docs: ToolDocs | undefined;

/** What is known of a tool; read on first need. */
export function toolDoc(name: string): ToolDoc | undefined {
  docs ??= JSON.parse(readData("generated/tool-docs.json")) as ToolDocs;
  return docs.tools.find((tool) => tool.name === name);
}
