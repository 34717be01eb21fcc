import { loadToolList } from "../../src/data/tool-list.js";

/** All tools that stand for the list of the cluster's resources. */
export function toolsThatList(): string[] {
  const tools = Object.entries(loadToolList().tools);
  return tools
    .filter(([, { endpoints }]) => "GET /cluster/resources" in endpoints)
    .map(([name]) => name);
}
