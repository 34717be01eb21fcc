import { Agent, get } from "node:https";
import { startSimulator } from "../simulator/index.js";
import { loadRelease, releases } from "../src/data/releases.js";
import { median, type Row } from "./table.js";

const NODES = 32;
const GUESTS = 10_000;
const ROUNDS = 15;

/** A simulated cluster at its largest: how long it takes to start, to list itself, and in how much memory. */
export async function benchSimulator(): Promise<Row[]> {
  const api = loadRelease(releases().at(-1) ?? "9.1");
  const began = performance.now();
  const simulator = await startSimulator({ api, state: "large", nodes: NODES, guests: GUESTS });
  const start = performance.now() - began;
  const agent = new Agent({ ca: simulator.certificate, keepAlive: true });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const sent = performance.now();
    await read(`${simulator.url}/api2/json/cluster/resources`, simulator.token, agent);
    times.push(performance.now() - sent);
  }
  agent.destroy();
  await simulator.close();
  const what = `${NODES} nodes, ${GUESTS} guests`;
  const memory = process.memoryUsage().rss / 1024 ** 2;
  return [
    { what: `simulator: start (${what})`, value: start, unit: "ms", limit: 2000, note: "" },
    {
      what: "simulator: /cluster/resources",
      value: median(times),
      unit: "ms",
      limit: 150,
      note: `median of ${ROUNDS}, client in the same process`,
    },
    {
      what: "simulator: memory",
      value: memory,
      unit: "MB",
      limit: 300,
      note: "resident, with client and compiler",
    },
  ];
}

function read(url: string, token: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `PVEAPIToken=${token}` };
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.on("end", resolve);
    }).on("error", reject);
  });
}
