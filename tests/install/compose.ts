import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../../codegen/root.js";
import { command } from "./artefact.js";
import { childOf } from "./child-of.js";
import { type Contained, contained } from "./contained.js";
import { listGuestsOver } from "./list-guests.js";
import { retried } from "./retried.js";

interface Service {
  command: string[];
  healthcheck?: { test: string[] };
}

interface Image {
  root: string;
  entrypoint: readonly string[];
  healthcheck: readonly string[];
}

const USER = 65_532;

/**
 * Starts the two services of compose.yaml in an image's root as Compose would: one after the other's
 * health, with a volume and a network that they share.
 *
 * @returns what the server lists over HTTP
 */
export async function tryCompose({ root, entrypoint, healthcheck }: Image, folder: string) {
  const { cluster, server } = parse(readFileSync(join(ROOT, "compose.yaml"), "utf8"), {
    merge: true,
  }).services as Record<"cluster" | "server", Service>;
  const volume = join(folder, "volume");
  mkdirSync(volume);
  chmodSync(volume, 0o700);
  chownSync(volume, USER, USER);
  const inside = (args: readonly string[]) => contained(root, args, { volume });
  const started: ChildProcess[] = [];
  const start = (service: Service) => {
    const { command: program, args, env } = inside([...entrypoint, ...service.command]);
    const child = spawn(program, args, { env, stdio: "ignore" });
    started.push(child);
    return child;
  };
  try {
    start(cluster);
    await retried(() => succeed(inside(cluster.healthcheck?.test.slice(1) ?? [])));
    const serving = start(server);
    const seen = await retried(() => listGuestsOver("http://127.0.0.1:8765/mcp"));
    await succeed(asks(inside, healthcheck, server));
    process.kill(childOf(serving.pid), "SIGTERM");
    await once(serving, "exit");
    const ill = await succeed(asks(inside, healthcheck, server)).catch(() => undefined);
    if (ill !== undefined) throw new Error("HEALTHCHECK finds a server healthy that has ended");
    return seen;
  } finally {
    // a container's own process doesn't end with what started it
    for (const { pid, exitCode } of started) {
      if (exitCode === null) process.kill(childOf(pid), "SIGKILL");
    }
  }
}

/** HEALTHCHECK looks at process 1, which is another where it doesn't run in the same container. */
function asks(
  inside: (args: readonly string[]) => Contained,
  healthcheck: readonly string[],
  server: Service,
): Contained {
  const [node = "", script = ""] = healthcheck;
  // a command line that has the server's words, as process 1 of this container
  return inside([node, script, "/proc/1/cmdline", ...server.command]);
}

async function succeed({ command: program, args, env }: Contained): Promise<string> {
  return command(program, args, { env });
}
