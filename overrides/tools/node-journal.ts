import type { Handler } from "../../src/tools/define.js";

/** Without bounds the whole journal would come. */
const NEWEST = 100;

const BOUNDS = ["lastentries", "since", "until", "startcursor", "endcursor"];

/** The newest lines, unless the caller says from when. */
export const readNodeJournal: Handler = ({ arguments: args, send }) => {
  const { limit, cursor, fields, ...parameters } = args;
  const isBound = BOUNDS.some((name) => parameters[name] !== undefined);
  return send("GET /nodes/{node}/journal", {
    ...parameters,
    ...(!isBound && { lastentries: limit ?? NEWEST }),
  });
};
