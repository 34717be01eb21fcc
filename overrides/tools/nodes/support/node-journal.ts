import type { Handler } from "../../../../src/tools/define.js";
import { withUnixSeconds } from "../../support/moments.js";

/** Without bounds the whole journal would come. */
const NEWEST = 100;

const BOUNDS = ["lastentries", "since", "until", "startcursor", "endcursor"];

/**
 * The newest lines, unless the caller says from when. What comes first and last isn't part of the
 * journal: there it names the places from which to read on.
 */
export const readNodeJournal: Handler = async (context) => {
  const { arguments: args, call } = context;
  const { limit, cursor: _, fields: __, ...given } = args;
  const parameters = await withUnixSeconds(context, given);
  const isBound = BOUNDS.some((name) => parameters[name] !== undefined);
  const lines = await call("GET /nodes/{node}/journal", {
    ...parameters,
    ...(!isBound && { lastentries: limit ?? NEWEST }),
  });
  const cursors = lines.filter((line, index) => isCursor(line, index, lines.length));
  return {
    data: {
      lines: lines.filter((line, index) => !isCursor(line, index, lines.length)),
      ...(cursors.length > 0 && { older_than: cursors[0], newer_than: cursors.at(-1) }),
    },
    notes: ["To read on: endcursor with older_than, or startcursor with newer_than."],
  };
};

function isCursor(line: string, index: number, count: number): boolean {
  return (index === 0 || index === count - 1) && /^s=[^;]+;i=/.test(line);
}
