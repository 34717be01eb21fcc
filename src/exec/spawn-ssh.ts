import { type ChildProcess, spawn } from "node:child_process";
import { ExecError } from "./ssh-failure.js";

export interface SshProcess {
  /** @throws ExecError when there is no ssh here */
  ended: Promise<{ exitCode: number | null }>;
  /** Ends the connection; what runs at its other end may go on. */
  kill(): void;
}

export interface SshStreams {
  stdin?: string;
  onStdout(chunk: Buffer): void;
  onStderr(chunk: Buffer): void;
}

/** Milliseconds for output that is still under way when ssh has ended. */
const DRAIN = 200;

export function spawnSsh(args: readonly string[], streams: SshStreams): SshProcess {
  const child = spawn("ssh", args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: environment(),
    windowsHide: true,
  });
  child.stdout.on("data", streams.onStdout);
  child.stderr.on("data", streams.onStderr);
  // a program that doesn't read its input closes it early
  child.stdin.on("error", () => {});
  child.stdin.end(streams.stdin ?? "");
  return { ended: endOf(child), kill: () => void child.kill("SIGKILL") };
}

/** Our own settings hold secrets that are none of ssh's business. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("PROXMOX_")),
  );
}

/**
 * A connection that is shared keeps our stderr open beyond the end of the ssh that opened it, so that
 * `close` alone isn't waited for.
 */
function endOf(child: ChildProcess): Promise<{ exitCode: number | null }> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === "ENOENT";
      reject(
        new ExecError(
          "ssh_missing",
          isMissing ? "there is no program ssh here" : `ssh can't be started: ${error.code}`,
          "Install OpenSSH's client on the machine that this server runs on.",
        ),
      );
    });
    child.once("close", (exitCode) => resolve({ exitCode }));
    child.once("exit", (exitCode) => {
      const finish = () => setTimeout(() => resolve({ exitCode }), DRAIN).unref();
      if (child.stdout?.readableEnded) finish();
      else child.stdout?.once("end", finish);
    });
  });
}
