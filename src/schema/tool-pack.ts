import type { Tier } from "./catalogue.js";
import type { ListedTool, ToolList, ToolRecord } from "./tool-list.js";

/** Where an entry lies among the entries: from, and up to. */
type Range = [begin: number, end: number];

interface Index extends Omit<ToolList, "tools"> {
  tools: Record<string, Omit<ToolRecord, "variants"> & { variants: Partial<Record<Tier, Range>> }>;
}

/**
 * The tool list so that a start needn't parse what it doesn't list: a line with everything but the
 * entries, then the entries.
 */
export function packTools(list: ToolList): Buffer {
  const entries: Buffer[] = [];
  let end = 0;
  const add = (entry: ListedTool): Range => {
    const text = Buffer.from(JSON.stringify(entry));
    entries.push(text);
    const begin = end;
    end += text.length;
    return [begin, end];
  };
  const tools = Object.entries(list.tools).map(([name, record]) => {
    const variants = Object.entries(record.variants).map(([tier, entry]) => [tier, add(entry)]);
    return [name, { ...record, variants: Object.fromEntries(variants) }];
  });
  const index = JSON.stringify({ ...list, tools: Object.fromEntries(tools) });
  return Buffer.concat([Buffer.from(`${index}\n`), ...entries]);
}

/** The same list as was packed; an entry is parsed when it's first looked at. */
export function unpackTools(pack: Buffer): ToolList {
  const start = pack.indexOf("\n") + 1;
  const index = JSON.parse(pack.toString("utf8", 0, start)) as Index;
  for (const { variants } of Object.values(index.tools)) {
    for (const [tier, [begin, end]] of Object.entries(variants)) {
      Object.defineProperty(variants, tier, {
        configurable: true,
        enumerable: true,
        get: () => {
          const value: unknown = JSON.parse(pack.toString("utf8", start + begin, start + end));
          Object.defineProperty(variants, tier, { value, enumerable: true });
          return value;
        },
      });
    }
  }
  return index as unknown as ToolList;
}
