import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RemoteProgram } from "../../src/exec/container-script.js";
import { type RunOptions, runOverSsh } from "../../src/exec/run-over-ssh.js";
import { ExecError } from "../../src/exec/ssh-failure.js";
import { type Sshd, startSshd, whyNoSshd } from "./sshd.js";

const reason = whyNoSshd();

describe.skipIf(reason !== undefined)(
  `programs over a genuine ssh server${reason ? ` (${reason})` : ""}`,
  () => {
    let sshd: Sshd;
    beforeAll(async () => {
      sshd = await startSshd();
    });
    afterAll(() => sshd.close());

    const run = (
      words: string[],
      program: Partial<RemoteProgram> = {},
      options: Partial<RunOptions> = {},
      settings = sshd.settings,
    ) =>
      runOverSsh(
        settings,
        { words, vmid: 101, prefix: [], env: {}, ...program },
        {
          node: "pve1",
          timeout: 30_000,
          maxOutput: 20_000,
          signal: new AbortController().signal,
          onOutput: () => {},
          ...options,
        },
      );
    const failure = async (promise: Promise<unknown>): Promise<ExecError> => {
      const error = await promise.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error instanceof ExecError) return error;
      throw new Error(`not an ExecError: ${String(error)}`);
    };
    /** Waits until the program has said this. */
    const started = (text: string) => {
      let tell = () => {};
      const happened = new Promise<void>((resolve) => {
        tell = resolve;
      });
      return { happened, onOutput: (line: string) => line.includes(text) && tell() };
    };

    it("tells stdout, stderr and exit code apart", async () => {
      const result = await run(["sh", "-c", "echo out; echo err >&2; exit 3"]);
      expect({ ...result, duration: 0 }).toEqual({
        state: "exited",
        exitCode: 3,
        duration: 0,
        stdout: { text: "out\n", bytes: 4 },
        stderr: { text: "err\n", bytes: 4 },
      });
    });

    it("hands every word over as it is, and lets no shell read it", async () => {
      const words = [
        "it's",
        '"quoted"',
        "$HOME `id` $(id)",
        "a\nb",
        "",
        "*",
        "; echo no",
        "\\",
        "-n",
        "ü 💡",
      ];
      const result = await run(["printf", "%s|", ...words]);
      expect(result.stdout.text).toBe(`${words.join("|")}|`);
    });

    it("gives stdin, environment and working folder, and nothing else of the environment", async () => {
      const result = await run(
        ["sh", "-c", "cat; pwd; env | sort | grep -v RUN="],
        { cwd: "/tmp", env: { A: "it's b" } },
        {
          stdin: "typed\n",
        },
      );
      expect(result.stdout.text).toMatchInlineSnapshot(`
      "typed
      /tmp
      A=it's b
      HOME=/root
      LANG=C.UTF-8
      OLDPWD=/
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
      PWD=/tmp
      TERM=dumb
      "
    `);
    });

    it("runs it as another user", async () => {
      const result = await run(["id", "-un"], { user: "nobody" });
      expect(result.stdout.text).toBe("nobody\n");
    });

    it("tells a signal", async () => {
      expect(await run(["sh", "-c", "kill -KILL $$"])).toMatchObject({
        exitCode: 137,
        signal: "SIGKILL",
      });
    });

    it("tells the exit code 255 from a failure of ssh", async () => {
      expect(await run(["sh", "-c", "exit 255"])).toMatchObject({ state: "exited", exitCode: 255 });
    });

    it("runs on the node itself", async () => {
      const result = await runOverSsh(
        sshd.settings,
        { words: ["sh", "-c", "echo $0 here"], prefix: ["env"], env: {} },
        {
          node: "pve1",
          timeout: 10_000,
          maxOutput: 100,
          signal: new AbortController().signal,
          onOutput: () => {},
        },
      );
      expect(result.stdout.text).toBe("sh here\n");
    });

    it("keeps head and tail of 100 MB", async () => {
      const before = process.memoryUsage().rss;
      const result = await run([
        "sh",
        "-c",
        "echo first; head -c 100000000 /dev/zero | tr '\\0' x; echo; echo last",
      ]);
      expect(result.stdout).toMatchObject({ bytes: 100_000_012, omitted: 100_000_012 - 20_000 });
      expect(result.stdout.text).toMatch(/^first\nx+\n\[… \d+ bytes left out …\]\nx+\nlast\n$/);
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    });

    it("hands binary output over as base64", async () => {
      const result = await run(["printf", "\\377\\000\\001"]);
      expect(result.stdout).toEqual({ text: "/wAB", bytes: 3, encoding: "base64" });
    });

    it("reports output while it comes", async () => {
      const lines: string[] = [];
      await run(
        ["sh", "-c", "echo one; sleep 1; echo two"],
        {},
        { onOutput: (text) => lines.push(text) },
      );
      expect(lines).toEqual(["one", "two"]);
    });

    // Each has a server and a container to itself, because ending a program takes seconds.
    describe.concurrent("ends", () => {
      const servers: Sshd[] = [];
      const own = async () => {
        const server = await startSshd();
        servers.push(server);
        return server;
      };
      afterAll(() => Promise.all(servers.map((server) => server.close())));

      it.each<[string, string[]]>([
        ["a sleeping program", ["sh", "-c", "echo ready; sleep 600"]],
        [
          "one that ignores its end",
          ["sh", "-c", "trap '' TERM INT HUP; echo ready; while :; do sleep 600; done"],
        ],
        [
          "one that leaves its session",
          [
            "sh",
            "-c",
            "setsid sh -c 'trap \"\" TERM; sleep 601' & setsid sleep 602 & echo ready; wait",
          ],
        ],
        [
          "one whose child clears its environment",
          ["sh", "-c", "env -i sh -c 'sleep 603; true' & echo ready; wait"],
        ],
      ])("%s on cancel", async (_, words) => {
        const sshd = await own();
        const abort = new AbortController();
        const ready = started("ready");
        const running = run(
          words,
          {},
          { signal: abort.signal, onOutput: ready.onOutput },
          sshd.settings,
        );
        await ready.happened;
        expect(sshd.processes().length).toBeGreaterThan(0);
        abort.abort();
        expect(await running).toMatchObject({ state: "cancelled", stdout: { text: "ready\n" } });
        expect(sshd.processes()).toEqual([]);
      });

      it("one that starts many others, under a process limit", async () => {
        const sshd = await own();
        const abort = new AbortController();
        const ready = started("ready");
        const bomb =
          "ulimit -u 80; echo ready; f() { while :; do f & sleep 0.05; done; }; f 2>/dev/null";
        const running = run(
          ["bash", "-c", bomb],
          { user: "nobody" },
          { signal: abort.signal, onOutput: ready.onOutput },
          sshd.settings,
        );
        await ready.happened;
        while (sshd.processes().length < 40);
        abort.abort();
        expect((await running).state).toBe("cancelled");
        expect(sshd.processes()).toEqual([]);
      });

      it("what takes too long", async () => {
        const sshd = await own();
        const result = await run(["sleep", "600"], {}, { timeout: 1_000 }, sshd.settings);
        expect(result).toMatchObject({ state: "timeout", stdout: { text: "" } });
        expect(sshd.processes()).toEqual([]);
      });
    });

    it("ends what runs when the connection is lost", async () => {
      const ready = started("ready");
      const running = failure(
        run(["sh", "-c", "echo ready; sleep 600"], {}, { onOutput: ready.onOutput }),
      );
      await ready.happened;
      sshd.drop();
      expect(await running).toMatchObject({
        code: "dropped",
        hint: "What it had started was ended over a second connection.",
      });
      expect(sshd.processes()).toEqual([]);
    });

    it("refuses a host with another key", async () => {
      const settings = { ...sshd.settings, knownHostsFile: `${sshd.folder}/wrong_known_hosts` };
      expect((await failure(run(["true"], {}, {}, settings))).code).toBe("host_key");
    });

    it("refuses a host whose key nobody knows", async () => {
      const settings = { ...sshd.settings, knownHostsFile: "/dev/null" };
      expect((await failure(run(["true"], {}, {}, settings))).code).toBe("host_key");
    });

    it("says that the node refuses the key", async () => {
      const settings = { ...sshd.settings, identityFile: `${sshd.folder}/other_key` };
      expect((await failure(run(["true"], {}, {}, settings))).code).toBe("ssh_login");
    });

    it("says that nothing answers", async () => {
      expect((await failure(run(["true"], {}, {}, { ...sshd.settings, port: 1 }))).code).toBe(
        "unreachable",
      );
    });

    it("goes through a jump host, whose key is checked too", async () => {
      const settings = { ...sshd.settings, jumpHost: `root@127.0.0.1:${sshd.port}` };
      expect(await run(["echo", "through"], {}, {}, settings)).toMatchObject({
        stdout: { text: "through\n" },
      });
      const wrong = { ...settings, knownHostsFile: `${sshd.folder}/wrong_known_hosts` };
      expect((await failure(run(["true"], {}, {}, wrong))).code).toBe("host_key");
    });

    it("shares a connection where the user's configuration says so", async () => {
      const bin = join(sshd.folder, "shared");
      mkdirSync(bin);
      const sharing = `-o ControlMaster=auto -o ControlPath=${bin}/%C -o ControlPersist=5`;
      const real = execFileSync("sh", ["-c", "command -v ssh"], { encoding: "utf8" }).trim();
      writeFileSync(join(bin, "ssh"), `#!/bin/sh\nexec ${real} ${sharing} "$@"\n`, { mode: 0o755 });
      const path = process.env["PATH"];
      process.env["PATH"] = `${bin}:${path}`;
      try {
        for (const word of ["first", "second"]) {
          expect(await run(["echo", word])).toMatchObject({ stdout: { text: `${word}\n` } });
        }
      } finally {
        process.env["PATH"] = path;
      }
    });

    it("says that there is no such container", async () => {
      const error = await failure(run(["true"], { vmid: 999 }));
      expect(error.code).toBe("not_started");
      expect(error.message).toContain("nodes/pve1/lxc/999.conf does not exist");
    });

    it("says what the container's shell says of a program that isn't there", async () => {
      const result = await run(["nosuchprogram"]);
      expect(result).toMatchObject({ state: "exited", exitCode: 127 });
      expect(result.stderr.text).toContain("nosuchprogram");
    });
  },
);
