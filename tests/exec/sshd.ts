import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { SshSettings } from "../../src/exec/ssh-arguments.js";

const SSHD = "/usr/sbin/sshd";

/** Why there can be no server here; undefined where there can. */
export function whyNoSshd(): string | undefined {
  if (!existsSync(SSHD)) return "Debian's openssh-server isn't installed";
  if (userInfo().uid !== 0) return "only root can enter a namespace";
  try {
    execFileSync("unshare", ["--pid", "--fork", "--mount-proc", "true"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "namespaces can't be made here";
  }
}

/** A genuine OpenSSH server, and behind it a container: a process namespace that `pct` enters. */
export interface Sshd {
  port: number;
  folder: string;
  settings: SshSettings;
  /** Command lines of what runs in the container beside its first process. */
  processes(): string[];
  /** Cuts every connection that is open. */
  drop(): void;
  close(): Promise<void>;
}

export async function startSshd(): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), "proxmox-mcp-sshd-"));
  chmodSync(folder, 0o755);
  const path = (name: string) => join(folder, name);
  for (const name of ["host_key", "user_key", "other_key"]) {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path(name)]);
  }
  mkdirSync("/run/sshd", { recursive: true });
  const port = await freePort();
  const bin = path("bin");
  mkdirSync(bin);
  const container = spawn(
    "unshare",
    ["--pid", "--fork", "--kill-child", "--mount-proc", "sleep", "infinity"],
    {
      stdio: "ignore",
    },
  );
  const init = await firstChild(container.pid as number);
  writeFileSync(join(bin, "pct"), pct(init), { mode: 0o755 });
  writeFileSync(path("authorized_keys"), readFileSync(path("user_key.pub")));
  writeFileSync(
    path("sshd_config"),
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${path("host_key")}`,
      `AuthorizedKeysFile ${path("authorized_keys")}`,
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      "PermitRootLogin yes",
      "StrictModes no",
      "UsePAM no",
      `PidFile ${path("pid")}`,
      `SetEnv PATH=${bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      "MaxStartups 50",
      "",
    ].join("\n"),
  );
  const server = spawn(SSHD, ["-D", "-e", "-f", path("sshd_config")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise<void>((resolve, reject) => {
    server.stderr.on("data", (chunk: Buffer) => {
      if (chunk.includes("Server listening")) resolve();
    });
    server.once("exit", () => reject(new Error("sshd ended")));
  });
  const [type, key] = readFileSync(path("host_key.pub"), "utf8").split(" ");
  writeFileSync(path("known_hosts"), `[127.0.0.1]:${port} ${type} ${key}\n`);
  const [, other] = readFileSync(path("other_key.pub"), "utf8").split(" ");
  writeFileSync(path("wrong_known_hosts"), `[127.0.0.1]:${port} ${type} ${other}\n`);
  return {
    port,
    folder,
    settings: {
      user: "root",
      port,
      identityFile: path("user_key"),
      knownHostsFile: path("known_hosts"),
      addresses: { pve1: "127.0.0.1" },
      prefix: [],
    },
    processes: () => processesIn(init),
    drop() {
      for (const pid of childrenOf(server.pid as number)) process.kill(pid, "SIGKILL");
    },
    async close() {
      for (const child of [server, container]) {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Like the genuine one it starts a program in a namespace that goes on when `pct` itself is killed. */
function pct(init: number): string {
  return [
    "#!/bin/sh",
    '[ "$1" = exec ] || { echo "unknown command $1" >&2; exit 255; }',
    "vmid=$2; shift 3",
    '[ "$vmid" = 101 ] || { echo "Configuration file nodes/pve1/lxc/$vmid.conf does not exist" >&2; exit 2; }',
    `exec nsenter --target ${init} --pid --mount -- "$@"`,
    "",
  ].join("\n");
}

function processesIn(init: number): string[] {
  const output = execFileSync(
    "nsenter",
    ["--target", String(init), "--pid", "--mount", "sh", "-c", LIST],
    {
      encoding: "utf8",
    },
  );
  return output.split("\n").filter((line) => line !== "");
}

/** Everything but the first process and the list's own shell. */
const LIST = `
for file in /proc/[0-9]*/cmdline; do
  pid=\${file#/proc/}
  pid=\${pid%/cmdline}
  [ $pid = 1 ] || [ $pid = $$ ] && continue
  read -r _ _ state _ 2>/dev/null </proc/$pid/stat || continue
  [ "$state" = Z ] && continue
  tr '\\0' ' ' 2>/dev/null <$file
  echo
done
`;

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter(Boolean)
    .map(Number);
}

async function firstChild(pid: number): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [child] = childrenOf(pid);
    if (child !== undefined && readFileSync(`/proc/${child}/cmdline`, "utf8").startsWith("sleep"))
      return child;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the container didn't start");
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
