import { defined } from "../../../../src/kit/defined.js";
import type { Handler, ToolContext } from "../../../../src/tools/define.js";

/**
 * A nested pool has a slash in its name, which the paths can't carry; since Proxmox VE 8.1 the name
 * may stand among the parameters instead.
 */
export const readPool: Handler = async (context) => {
  const { poolid, type } = context.arguments;
  const parameters = { poolid, ...defined({ type }) };
  if (!(await namesAnywhere(context))) return context.request("GET /pools/{poolid}", parameters);
  const { data } = await context.request("GET /pools", parameters);
  const [pool] = data as unknown[];
  if (pool === undefined)
    throw context.refuse(`poolid: there is no pool ${JSON.stringify(poolid)}.`);
  return { data: pool };
};

export const updatePool: Handler = async (context) => {
  const { wait: _, ...parameters } = context.arguments;
  const anywhere = await namesAnywhere(context);
  return context.request(anywhere ? "PUT /pools" : "PUT /pools/{poolid}", parameters);
};

export const deletePool: Handler = async (context) => {
  const { poolid } = context.arguments;
  const anywhere = await namesAnywhere(context);
  return context.request(anywhere ? "DELETE /pools" : "DELETE /pools/{poolid}", { poolid });
};

async function namesAnywhere({ runs }: ToolContext): Promise<boolean> {
  return runs("8.1");
}
