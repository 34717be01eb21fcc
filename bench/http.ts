import { compare, time } from "./compare.js";
import { createHttpClient, type HttpClient } from "./http-client.js";
import { type Behind, type Running, startCluster, startServer } from "./http-server.js";
import { createBare, startStub, tokenText } from "./stub.js";
import type { Row } from "./table.js";

const CLIENTS = 200;
const CALLS = 20;
const SESSIONS = 5_000;
const MANY_CALLS = 50_000;

/** Calls after which a program has what it keeps: compiled code, connections, caches. */
const WARM_UP = 10_000;

/** Of the many calls, as many at a time. */
const LANES = 16;

/** Milliseconds for each part; what takes longer has failed. */
const PATIENCE = 900_000;

const READ = { endpoint: "GET /version" };

/** The server over HTTP, in front of a simulated cluster in another process. */
export async function benchHttp(): Promise<Row[]> {
  const stub = await startStub();
  const cluster = await startCluster();
  const simulated = {
    host: new URL(cluster.said("url")).host,
    token: cluster.said("token"),
  };
  const genuine = { host: `127.0.0.1:${stub.port}`, token: tokenText() };
  try {
    return [
      ...(await withServer(genuine, (place) =>
        oneRead(place, "of a server as quick as a genuine one"),
      )),
      ...(await withServer(simulated, (place) => oneRead(place, "of the simulated cluster"))),
      ...(await withServer(simulated, crowd)),
      ...(await withServer(simulated, idleSessions)),
      ...(await withServer(simulated, growth)),
    ];
  } finally {
    stub.close();
    await cluster.stop();
  }
}

interface Place {
  cluster: Behind;
  server: Running;
  client: HttpClient;
}

/** Each part has a server of its own, so that none leaves its memory to the next. */
async function withServer(
  cluster: Behind,
  measure: (place: Place) => Promise<Row[]>,
): Promise<Row[]> {
  const server = await startServer(cluster);
  const client = createHttpClient(server.said("url"));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${measure.name} took too long`)), PATIENCE);
  });
  try {
    return await Promise.race([measure({ cluster, server, client }), late]);
  } finally {
    clearTimeout(timer);
    client.close();
    await server.stop();
  }
}

async function oneRead({ cluster, client }: Place, which: string): Promise<Row[]> {
  const bare = bareTo(cluster);
  const row = await compare({
    what: `http: one read, ${which}`,
    limit: 2.2,
    rounds: 1_000,
    warmUp: 1_000,
    bare: () => bare.get("/version"),
    ours: () => client.call("proxmox_api_read", READ),
  });
  bare.close();
  return [row];
}

async function crowd({ cluster, client }: Place): Promise<Row[]> {
  const bare = bareTo(cluster);
  const asked = await all(CLIENTS, () => bare.get("/cluster/resources?type=vm"));
  await all(CLIENTS, () => client.call("proxmox_guest_list", {}));
  const called = await all(CLIENTS, () => client.call("proxmox_guest_list", {}));
  bare.close();
  const note = (at: number) => `bare ${percentile(asked.times, at).toFixed(1)} ms`;
  const row = (what: string, value: number, limit: number, unit: string, said: string): Row => ({
    what: `http: ${CLIENTS} clients × ${CALLS} calls, ${what}`,
    value,
    unit,
    limit,
    note: said,
  });
  return [
    row("errors", called.errors.length, 0, "", called.errors[0] ?? ""),
    ...[0.5, 0.95, 0.99].map((at) =>
      row(`p${at * 100}`, percentile(called.times, at), Number.NaN, "ms", note(at)),
    ),
  ];
}

function bareTo({ host, token }: Behind) {
  return createBare(Number(host.split(":").at(-1)), token);
}

/** Each of them one call after the other, all at the same time. */
async function all(clients: number, call: () => Promise<unknown>) {
  const times: number[] = [];
  const errors: string[] = [];
  const one = async () => {
    for (let round = 0; round < CALLS; round += 1) {
      await time(call).then(
        (took) => times.push(took),
        (error: Error) => errors.push(error.message),
      );
    }
  };
  await Promise.all(Array.from({ length: clients }, one));
  return { times, errors };
}

async function idleSessions({ server, client }: Place): Promise<Row[]> {
  const ids: string[] = [];
  await spread(SESSIONS, async () => void ids.push(await client.begin()));
  const memory = server.memory();
  await spread(SESSIONS, () => client.listen(ids.pop() ?? ""));
  const row = (what: string, value: number, limit: number): Row => ({
    what: `http: ${SESSIONS} idle sessions${what}`,
    value,
    unit: "MB",
    limit,
    note: "resident",
  });
  return [row("", memory, 250), row(" with their streams open", server.memory(), Number.NaN)];
}

async function growth({ server, client }: Place): Promise<Row[]> {
  const call = () => client.call("proxmox_api_read", READ);
  await spread(WARM_UP, call);
  const before = server.memory();
  const took = await time(() => spread(MANY_CALLS, call));
  const after = server.memory();
  return [
    {
      what: `http: growth over ${MANY_CALLS} calls`,
      value: after - before,
      unit: "MB",
      limit: 20,
      note: `${before.toFixed(0)} → ${after.toFixed(0)} MB, ${(MANY_CALLS / (took / 1_000)).toFixed(0)} calls a second`,
    },
  ];
}

/** So often, a few at a time. */
async function spread(times: number, run: () => Promise<void>): Promise<void> {
  let left = times;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function percentile(times: readonly number[], at: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}
