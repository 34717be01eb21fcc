import type { Handler, ToolContext } from "../../src/tools/define.js";

/** Without a node, the recent tasks of all of them. */
export const listTasks: Handler = async ({ arguments: args, call, page }) => {
  const { node, limit, cursor, ...filters } = args;
  const rows = node
    ? await call("GET /nodes/{node}/tasks", { node, limit: limit ?? 50, ...filters })
    : await call("GET /cluster/tasks");
  return page(rows as Record<string, unknown>[], {});
};

/** Status and the end of the log. */
export const taskStatus: Handler = (context) => follow(context, 0);

export const waitForTask: Handler = (context) =>
  follow(context, Number(context.arguments["wait"] ?? 30));

async function follow(context: ToolContext, wait: number) {
  const task = await context.follow(String(context.arguments["upid"]), wait);
  return { data: task };
}
