import { readFileSync } from "node:fs";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { ProxmoxError } from "../../src/pve/errors/errors.js";
import type { Credentials } from "../../src/pve/login/authentication.js";
import { type Client, type ClientOptions, createClient } from "../../src/pve/wire/client.js";
import type { Clock } from "../../src/pve/wire/clock.js";
import { type Api, keyOf } from "../../src/schema/model.js";

export interface Cluster {
  simulator: Simulator;
  /** As the account that may do everything. */
  client: Client;
  /** Sleeping turns the simulated cluster's clock; nobody waits. */
  clock: Clock;
  connect(credentials: Credentials, options?: Partial<ClientOptions>): Client;
  /** The credentials of a token that the cluster knows: `admin@pve!mcp`. */
  tokenOf(identity: string): Credentials;
  close(): Promise<void>;
}

const api = JSON.parse(
  readFileSync(new URL("../../schema/pve-9.1.json", import.meta.url), "utf8"),
) as Api;

const endpoints = new Map(api.endpoints.map((endpoint) => [keyOf(endpoint), endpoint]));

/** A simulated cluster, and clients of it whose time is the cluster's own. */
export async function startCluster(options: Partial<SimulatorOptions> = {}): Promise<Cluster> {
  const simulator = await startSimulator({
    api,
    clock: "manual",
    unauthorizedDelay: 0,
    ...options,
  });
  const clock: Clock = {
    now: () => simulator.clock.now(),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      simulator.manual?.advance(milliseconds);
    },
  };
  const clients: Client[] = [];

  function connect(credentials: Credentials, more: Partial<ClientOptions> = {}): Client {
    const client = createClient({
      hosts: [{ host: simulator.host, port: simulator.port }],
      credentials,
      tls: { mode: "strict", ca: simulator.certificate },
      endpointOf: (key) => endpoints.get(key),
      clock,
      ...more,
    });
    clients.push(client);
    return client;
  }

  function tokenOf(identity: string): Credentials {
    const [user = "", tokenName = ""] = identity.split("!");
    const token = simulator.state.access.users.get(user)?.tokens.get(tokenName);
    if (!token) throw new Error(`no token ${identity}`);
    return { kind: "token", user, tokenName, tokenValue: token.secret };
  }

  const [identity = ""] = simulator.token.split("=");
  return {
    simulator,
    client: connect(tokenOf(identity)),
    clock,
    connect,
    tokenOf,
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await simulator.close();
      const [crash] = simulator.crashes;
      if (crash) throw crash;
    },
  };
}

/** The error that something ends in. */
export async function errorOf(promise: Promise<unknown>): Promise<ProxmoxError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ProxmoxError) return error;
    throw error;
  }
  throw new Error("no error");
}
