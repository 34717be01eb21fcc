import type { Handler, ToolContext } from "../../../../src/tools/define.js";
import { namesIn } from "../../support/guest-arguments.js";
import type { Resource } from "../../support/resource.js";
import { unseenContent } from "../../support/unseen-content.js";

const CONTENT = "GET /nodes/{node}/storage/{storage}/content" as const;

/** Asks any node that has the storage; says what the login may not see. */
export const listContent: Handler = async (context) => {
  const { arguments: args, request } = context;
  const storage = String(args["storage"]);
  const { fields: _, limit: __, cursor: ___, wait: ____, ...filters } = args;
  const node = args["node"] ?? (await nodeWith(context, storage));
  const contents = namesIn(args["content"]);
  const [answer, unseen] = await Promise.all([
    request(CONTENT, { ...filters, node, storage }),
    unseenContent(context, [storage], contents.length > 0 ? contents : undefined),
  ]);
  return unseen === undefined ? answer : { ...answer, notes: [...(answer.notes ?? []), unseen] };
};

async function nodeWith({ call, refuse }: ToolContext, storage: string): Promise<string> {
  const rows: Resource[] = await call("GET /cluster/resources", { type: "storage" });
  const places = rows.filter((row) => row["storage"] === storage);
  const place = places.find((row) => row["status"] === "available") ?? places[0];
  if (place) return String(place["node"]);
  const known = [...new Set(rows.map((row) => String(row["storage"])))].sort().join(", ");
  throw refuse(
    `storage: there is none named ${JSON.stringify(storage)}; there are ${known || "none"}`,
  );
}
