import type { Handler } from "../../../../src/tools/define.js";

const KEY = "GET /cluster/resources";

/** A page of what the cluster has; only what is shown is made readable: there may be thousands. */
export const listResources: Handler = async ({ arguments: args, call, shape, page }) => {
  const { type } = args;
  const rows = await call(KEY, type === undefined ? {} : { type });
  rows.sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1));
  const answer = page(rows, { limit: 100 });
  return { ...answer, data: await shape(KEY, answer.data) };
};
