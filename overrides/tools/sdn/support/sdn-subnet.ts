import { defined } from "../../../../src/kit/defined.js";
import type { Handler, ResultOf, ToolContext } from "../../../../src/tools/define.js";

type Subnet = ResultOf<"GET /cluster/sdn/vnets/{vnet}/subnets">[number] & { vnet: unknown };

/** The subnets of one vnet, or of all: the API lists them vnet by vnet. */
export const listSubnets: Handler = async (context) => {
  const { vnet, pending, running } = context.arguments;
  const rows = await subnetsOf(context, vnet, {
    ...defined({ pending, running }),
  });
  return context.page(rows, {});
};

export const readSubnet: Handler = async (context) => ({ data: await findSubnet(context) });

/** Changes or deletes what `findSubnet` finds. */
export function changeSubnet(
  endpoint: `${"DELETE" | "PUT"} /cluster/sdn/vnets/{vnet}/subnets/{subnet}`,
): Handler {
  return async (context) => {
    const found = await findSubnet(context);
    const { wait: _, ...rest } = context.arguments;
    return context.request(endpoint, { ...rest, vnet: found["vnet"], subnet: found["subnet"] });
  };
}

/** By its id, or by its network, which is what people know. */
async function findSubnet(context: ToolContext): Promise<Subnet> {
  const { vnet, subnet } = context.arguments;
  const rows = await subnetsOf(context, vnet, { pending: true });
  const found = rows.filter((row) => row["subnet"] === subnet || networkOf(row) === subnet);
  const [only] = found;
  if (only && found.length === 1) return only;
  const name = JSON.stringify(subnet);
  if (found.length > 1) {
    const vnets = found.map((row) => row["vnet"]).join(", ");
    throw context.refuse(`subnet: ${name} is in several vnets: say which, ${vnets}.`);
  }
  const known = rows.map((row) => networkOf(row)).sort();
  throw context.refuse(
    `subnet: there is no ${name}${vnet === undefined ? "" : ` in vnet ${vnet}`}; ${known.length > 0 ? `there are ${known.join(", ")}` : "there is none"}.`,
  );
}

/** An id is the zone and the network with dashes: `zone1-10.0.0.0-24`. */
function networkOf(row: Subnet): string {
  if (row["cidr"] !== undefined) return String(row["cidr"]);
  return String(row["subnet"])
    .replace(/^[^-]*-/, "")
    .replace(/-(\d+)$/, "/$1");
}

async function subnetsOf(
  { call }: ToolContext,
  vnet: unknown,
  which: Record<string, unknown>,
): Promise<Subnet[]> {
  const vnets =
    vnet === undefined
      ? (await call("GET /cluster/sdn/vnets", which)).map((row) => row["vnet"])
      : [vnet];
  const lists = await Promise.all(
    vnets.map(async (name) => {
      const rows = await call("GET /cluster/sdn/vnets/{vnet}/subnets", { vnet: name, ...which });
      return rows.map((row): Subnet => ({ ...row, vnet: name }));
    }),
  );
  return lists.flat().sort((a, b) => (String(a["subnet"]) < String(b["subnet"]) ? -1 : 1));
}
