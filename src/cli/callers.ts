import { connect as connectTcp } from "node:net";
import type { Principal } from "../auth/principal.js";
import { defined } from "../kit/defined.js";
import { hasLogin, readHosts } from "../pve/options.js";
import { type RenewableToolbox, renewableToolbox } from "../tools/renewable-toolbox.js";
import type { Toolbox } from "../tools/toolbox.js";
import type { Log } from "./log.js";
import { openClusters } from "./open-clusters.js";
import type { Clusters } from "./served.js";
import { connect, type Served, type Target } from "./target.js";
import { unset } from "./unset.js";

export interface CallersOptions extends Clusters {
  log: Log;
  environment: NodeJS.ProcessEnv;
}

/** Opens the tools of each caller. */
export interface Callers {
  /** Names; without PROXMOX_CONFIG there is one without a name. */
  readonly clusters: readonly string[];
  open(principal: Principal): Promise<RenewableToolbox>;
  /** What is wrong with what the settings list; empty where all is right. */
  problems(next?: Clusters): Promise<readonly string[]>;
  /** For each cluster something that fails where it doesn't answer. */
  checks(): ReadonlyMap<string, () => Promise<unknown>>;
  /** Other settings hold from now on, for those who have tools already too. */
  renew(next: Clusters): Promise<void>;
  close(): Promise<void>;
}

export function createCallers({ log, environment, ...first }: CallersOptions): Callers {
  let current: Clusters = first;
  const opened = new Map<RenewableToolbox, Principal>();

  async function build(principal: Principal): Promise<Toolbox> {
    const own = new Map<string, Served>();
    for (const [name, { settings, target }] of current.clusters) {
      const isOpen = name === "" || !principal.clusters || principal.clusters.includes(name);
      const theirs = isOpen && withLogin(target, principal, name);
      if (theirs) own.set(name, { settings, target: theirs });
    }
    if (own.size === 0) return unset(["None of this server's clusters is open to this caller."]);
    const opened = await openClusters(
      { ...current, clusters: own },
      { log, environment, principal },
    );
    return opened.toolbox;
  }

  return {
    get clusters() {
      return [...current.clusters.keys()];
    },
    async open(principal) {
      const toolbox = renewableToolbox(await build(principal), () => opened.delete(toolbox));
      opened.set(toolbox, principal);
      return toolbox;
    },
    async problems(next = current) {
      const { problems, notices } = await openClusters(next, { log, environment });
      for (const notice of notices) log.warn({}, notice);
      return problems;
    },
    checks: () =>
      new Map(
        [...current.clusters].map(([name, served]) => [name, () => answers(served, log)] as const),
      ),
    async renew(next) {
      current = next;
      for (const [toolbox, principal] of opened) toolbox.renew(await build(principal));
    },
    async close() {
      await Promise.allSettled([...opened.keys()].map((toolbox) => toolbox.close()));
      await Promise.allSettled([...current.clusters.values()].map(({ target }) => target.close()));
    },
  };
}

/** The cluster with the caller's own login, where they bring one. @returns undefined: none for it */
function withLogin(target: Target, { logins }: Principal, name: string): Target | undefined {
  if (!logins) return target;
  const token = logins.byCluster[name] ?? logins.any;
  if (token === undefined) return undefined;
  return {
    ...target,
    options: async () => {
      const { host, port, tls, timeouts, maxAnswer } = await target.options();
      return { host, token, ...defined({ port, tls, timeouts, maxAnswer }) };
    },
  };
}

/** Asks for the version; where there is no login for that, whether something answers at all. */
async function answers({ target }: Served, log: Log): Promise<void> {
  const options = await target.options();
  if (!hasLogin(options)) {
    const [first] = readHosts(options);
    return first && reach(first);
  }
  const client = await connect(options, log, () => undefined);
  try {
    await client.version();
  } finally {
    await client.close();
  }
}

function reach({ host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port, timeout: 5_000 }, () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
    socket.once("timeout", () => socket.destroy(new Error("no answer")));
  });
}
