import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { type Artefact, CannotRun, command } from "./artefact.js";
import { childOf } from "./child-of.js";
import { freePort } from "./free-port.js";
import { listGuestsOver } from "./list-guests.js";
import { retried } from "./retried.js";

const TOOLS = ["mmdebstrap", "systemd-nspawn", "nsenter"];

const PACKAGES = "systemd,systemd-sysv,dbus,nodejs,ca-certificates";

/** A kernel that has only the older groups boots with these too. */
const OLD_GROUPS = [
  "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1",
  "systemd.unified_cgroup_hierarchy=0",
  "systemd.legacy_systemd_cgroup_controller=1",
];

/** A command as the service's own user, as docs/container.md has it. */
const AS_SERVICE = [
  "systemd-run",
  "--quiet",
  "--pipe",
  "--wait",
  "--property=DynamicUser=yes",
  "--property=User=proxmox-mcp",
  "--property=StateDirectory=proxmox-mcp",
  "--setenv=XDG_STATE_HOME=/var/lib",
];

/** Installed and run by systemd in a Debian 13 of its own, as in a container on a Proxmox host. */
export const service: Artefact = {
  name: "systemd service, Debian 13",
  check: async ({ folder, tarball }) => {
    await requireTools();
    const root = join(folder, "root");
    await command("mmdebstrap", ["--variant=minbase", `--include=${PACKAGES}`, "trixie", root]);
    const release = join(root, "opt/release");
    mkdirSync(release);
    for (const file of readdirSync(join(ROOT, "packaging/systemd"))) {
      copyFileSync(join(ROOT, "packaging/systemd", file), join(release, file));
    }
    copyFileSync(tarball, join(release, basename(tarball)));
    const simulator = await startSimulator();
    const machine = await boot(root);
    try {
      await machine.run("/opt/release/install.sh");
      const again = await machine.run("/opt/release/install.sh");
      if (!again.endsWith("nothing to do\n")) throw new Error(`not idempotent: ${again}`);
      const port = await freePort();
      configure(join(root, "etc/proxmox-mcp"), port, simulator);
      await machine.run("systemctl", "enable", "--now", "proxmox-mcp");
      const token = (await machine.run(...AS_SERVICE, "proxmox-mcp", "token", "add", "laptop"))
        .split("\n")
        .find((line) => /^\S{30,}$/.test(line));
      const seen = await untilItAnswers(machine, port, token);
      // settings and callers' tokens outlast the program
      await machine.run("/opt/release/install.sh", "--uninstall");
      await machine.run("/opt/release/install.sh");
      await untilItAnswers(machine, port, token);
      await machine.run("/opt/release/install.sh", "--uninstall", "--purge");
      return `systemd ${await machine.run("sh", "-c", "systemctl --version | cut -d ' ' -f 2 | head -n 1 | tr -d '\n'")}: ${seen}`;
    } finally {
      await machine.stop();
      await simulator.close();
    }
  },
};

interface Machine {
  run(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

async function requireTools(): Promise<void> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    throw new CannotRun("needs Linux, and root to boot a system");
  }
  for (const tool of TOOLS) {
    await command(tool, ["--version"]).catch(() => {
      throw new CannotRun(`needs ${tool}: apt-get install mmdebstrap systemd-container`);
    });
  }
}

/** Boots what lies in a folder; it shares this machine's network. */
async function boot(root: string): Promise<Machine> {
  const options = ["--register=no", "--keep-unit", "--boot", "--quiet", "--console=pipe"];
  const nspawn = spawn("systemd-nspawn", [`--directory=${root}`, ...options, ...OLD_GROUPS], {
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => nspawn.once("exit", () => resolve()));
  const leader = String(await retried(async () => childOf(nspawn.pid)));
  const run = (...args: string[]) => command("nsenter", ["--target", leader, "--all", ...args]);
  await retried(() => run("systemctl", "is-system-running", "--wait"));
  return {
    run,
    stop: async () => {
      await run("systemctl", "poweroff").catch(() => nspawn.kill("SIGKILL"));
      await ended;
    },
  };
}

function configure(folder: string, port: number, { url, token, fingerprint }: Simulator): void {
  const [, user, name, value] = /^(.*)!(.*)=(.*)$/.exec(token) ?? [];
  const settings = {
    PROXMOX_HOST: url,
    PROXMOX_USER: user,
    PROXMOX_TOKEN_NAME: name,
    PROXMOX_SSL_FINGERPRINT: fingerprint,
    LISTEN: `127.0.0.1:${port}`,
    "# PROXMOX_AUTH": "token",
  };
  let text = readFileSync(join(folder, "settings.env"), "utf8");
  for (const [key, given] of Object.entries(settings)) {
    text = text.replace(new RegExp(`^${key}=.*$`, "m"), `${key.replace("# ", "")}=${given}`);
  }
  writeFileSync(join(folder, "settings.env"), text);
  writeFileSync(join(folder, "token"), `${value}\n`);
}

async function untilItAnswers({ run }: Machine, port: number, token?: string): Promise<string> {
  try {
    return await retried(() => listGuestsOver(`http://127.0.0.1:${port}/mcp`, token));
  } catch (error) {
    const log = await run("journalctl", "--no-pager", "--unit=proxmox-mcp", "--lines=20");
    throw new Error(`${(error as Error).message}\n${log}`);
  }
}
