import type { Client } from "../src/pve/wire/client.js";
import { compare } from "./compare.js";
import { createBare, startStub, TOKEN } from "./stub.js";
import type { Row } from "./table.js";

const CONCURRENT = 50;

/** One GET, one PUT and 50 GETs at once by our client, against bare `node:https`. */
export async function benchClient(): Promise<Row[]> {
  const stub = await startStub();
  const { createClient } = await import("../src/pve/wire/client.js");
  const client = createClient({
    hosts: [{ host: "127.0.0.1", port: stub.port }],
    credentials: { kind: "token", ...TOKEN },
    tls: { mode: "insecure" },
    maxRequests: CONCURRENT,
  });
  const bare = createBare(stub.port);
  const bareList = () => bare.get("/nodes/pve1/qemu");
  try {
    return [
      await compare({
        what: "client: one GET",
        limit: 1.35,
        rounds: 1_000,
        bare: bareList,
        ours: () => list(client),
      }),
      await compare({
        what: "client: one PUT",
        limit: 1.35,
        rounds: 1_000,
        bare: () => bare.put("/nodes/pve1/qemu/100/config", "cores=2&description=a%3B%20b"),
        ours: () => change(client),
      }),
      await compare({
        what: `client: ${CONCURRENT} GETs at once`,
        limit: 2.3,
        rounds: 200,
        bare: () => Promise.all(Array.from({ length: CONCURRENT }, bareList)),
        ours: () => Promise.all(Array.from({ length: CONCURRENT }, () => list(client))),
      }),
    ];
  } finally {
    await client.close();
    bare.close();
    stub.close();
  }
}

function list(client: Client): Promise<unknown> {
  return client.call("GET /nodes/{node}/qemu", { node: "pve1" });
}

function change(client: Client): Promise<unknown> {
  const parameters = { node: "pve1", vmid: 100, cores: 2, description: "a; b" };
  return client.call("PUT /nodes/{node}/qemu/{vmid}/config", parameters);
}
