import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";

/** A fenced block of a document. */
export interface Block {
  language: string;
  text: string;
  /** HTML comments between this block and the next. */
  comments: string[];
  /** The nearest heading of the second level before it. */
  section: string;
}

const PART =
  /^## (?<section>.+)$|^(?<indent> *)```(?<language>\w*)\n(?<text>[\s\S]*?)^ *```$|<!-- (?<comment>[\s\S]+?) -->/gm;

/** The blocks of a document of the project, by its path from the root. */
export function blocksOf(path: string): Block[] {
  const document = readFileSync(join(ROOT, path), "utf8");
  const blocks: Block[] = [];
  let section = "";
  for (const { groups = {} } of document.matchAll(PART)) {
    if (groups["section"] !== undefined) section = groups["section"];
    else if (groups["comment"] !== undefined) blocks.at(-1)?.comments.push(groups["comment"]);
    else {
      const { language = "", text = "" } = groups;
      blocks.push({ language, text, comments: [], section });
    }
  }
  return blocks;
}
