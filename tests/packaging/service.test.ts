import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { parseEnvFile } from "../../src/settings/env-file.js";
import { readSettings } from "../../src/settings/read.js";
import { blocksOf } from "../docs/markdown.js";

const FOLDER = join(ROOT, "packaging/systemd");
const UNIT = join(FOLDER, "proxmox-mcp.service");
const unit = readFileSync(UNIT, "utf8");

const isThere = (program: string) => spawnSync("which", [program]).status === 0;

describe("proxmox-mcp.service", () => {
  it("starts what install.sh installs, with the settings that it writes", () => {
    const script = readFileSync(join(FOLDER, "install.sh"), "utf8");
    const [, folder] = /^ExecStart=(\/\S+)\/dist\/proxmox-mcp\.cjs serve --http /m.exec(unit) ?? [];
    expect(script).toContain(`library=$root${folder}\n`);
    expect(unit).toContain("EnvironmentFile=/etc/proxmox-mcp/settings.env\n");
    expect(script).toContain("settings=$root/etc/proxmox-mcp\n");
  });

  it("says of settings what the program takes", async () => {
    const { values, problems } = parseEnvFile(
      readFileSync(join(FOLDER, "settings.env"), "utf8").replace("HOST=", "HOST=pve.example.com"),
    );
    expect(problems).toEqual([]);
    const token = { PROXMOX_TOKEN_VALUE: "01234567-89ab-cdef-0123-456789abcdef" };
    const filled = { ...values, ...token, PROXMOX_SSL_FINGERPRINT: "AB".repeat(32) };
    expect(await readSettings(filled)).toMatchObject({ warnings: [] });
  });
});

describe.skipIf(!isThere("systemd-analyze"))("systemd-analyze", () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "unit-"));
    for (const program of ["usr/local/lib/proxmox-mcp/dist/proxmox-mcp.cjs", "bin/kill"]) {
      mkdirSync(dirname(join(root, program)), { recursive: true });
      writeFileSync(join(root, program), "#!/bin/sh\n", { mode: 0o755 });
    }
    mkdirSync(join(root, "etc/systemd/system"), { recursive: true });
    writeFileSync(join(root, "etc/systemd/system/proxmox-mcp.service"), unit);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const analyze = (...args: string[]) =>
    spawnSync("systemd-analyze", [...args, `--root=${root}`, "proxmox-mcp.service"], {
      encoding: "utf8",
    });

  it("finds nothing wrong", () => {
    const { status, stdout, stderr } = analyze("verify", "--recursive-errors=no");
    expect([stdout, stderr, status]).toEqual(["", "", 0]);
  });

  it("finds nothing wrong with what docs/container.md adds for TLS", () => {
    const [block] = blocksOf("docs/container.md").filter(({ language }) => language === "ini");
    const folder = join(root, "etc/systemd/system/proxmox-mcp.service.d");
    mkdirSync(folder);
    writeFileSync(join(folder, "override.conf"), block?.text ?? "");
    const { status, stdout, stderr } = analyze("verify", "--recursive-errors=no");
    rmSync(folder, { recursive: true });
    expect(block?.text).toContain("--tls-key %d/tls.key");
    expect([stdout, stderr, status]).toEqual(["", "", 0]);
  });

  it("finds it exposed to little", () => {
    // in tenths, of 100
    const { status, stdout } = analyze("security", "--offline=true", "--threshold=15");
    expect(status, stdout).toBe(0);
  });
});

it.skipIf(!isThere("shellcheck"))("has scripts in which shellcheck finds nothing", () => {
  const scripts = [join(FOLDER, "install.sh"), join(ROOT, "tests/install/run-image.sh")];
  const { stdout, status } = spawnSync("shellcheck", scripts, { encoding: "utf8" });
  expect([stdout, status]).toEqual(["", 0]);
});

describe.skipIf(process.platform !== "linux")("install.sh", () => {
  let folder: string;
  let root: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "install-sh-"));
    root = join(folder, "root");
    pack("1.0.0");
    pack("1.1.0");
    execFileSync("tar", ["-czf", join(folder, "proxmox-mcp-empty.tgz"), "-C", folder, "package/a"]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A package as npm writes it, with a program that prints its version. */
  function pack(version: string): void {
    mkdirSync(join(folder, "package/dist"), { recursive: true });
    writeFileSync(join(folder, "package/a"), "");
    const program = join(folder, "package/dist/proxmox-mcp.cjs");
    writeFileSync(program, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
    const file = join(folder, `proxmox-mcp-${version}.tgz`);
    execFileSync("tar", ["-czf", file, "-C", folder, "package"]);
  }

  function install(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(
      join(FOLDER, "install.sh"),
      ["--root", root, ...args],
      { encoding: "utf8" },
    );
    return { status, output: stdout + stderr };
  }

  const packed = (version: string) => join(folder, `proxmox-mcp-${version}.tgz`);

  /** Each path below the root, with what tells one version of it from another. */
  const tree = () => {
    const found = spawnSync("find", [".", "-printf", "%p %m %l %T@\n"], { cwd: root });
    return String(found.stdout).split("\n").sort();
  };

  const installed = () =>
    execFileSync(join(root, "usr/local/bin/proxmox-mcp"), { encoding: "utf8" }).trim();

  it("only tells with --dry-run", () => {
    const { status, output } = install("--dry-run", packed("1.0.0"));
    expect(status).toBe(0);
    expect(output).toMatch(/would run: tar -xzf .*\nwould run: mv /);
    expect(spawnSync("ls", [root]).status).not.toBe(0);
  });

  it("installs program, service and empty settings, that only root reads", () => {
    expect(install(packed("1.0.0")).output).toContain("Next: fill in");
    expect(installed()).toBe("1.0.0");
    const modes = tree().map((line) => line.replace(/ \d+\.\d+$/, ""));
    expect(modes).toEqual(
      expect.arrayContaining([
        "./etc/proxmox-mcp 700 ",
        "./etc/proxmox-mcp/settings.env 600 ",
        "./etc/proxmox-mcp/token 600 ",
        "./etc/systemd/system/proxmox-mcp.service 644 ",
      ]),
    );
  });

  it("does nothing the second time", () => {
    const before = tree();
    expect(install(packed("1.0.0"))).toMatchObject({
      status: 0,
      output: expect.stringMatching(/nothing to do\n$/),
    });
    expect(tree()).toEqual(before);
  });

  it("brings another version, and leaves the settings", () => {
    writeFileSync(join(root, "etc/proxmox-mcp/settings.env"), "PROXMOX_HOST=pve\n");
    writeFileSync(join(root, "etc/proxmox-mcp/token"), "secret\n");
    expect(install(packed("1.1.0"))).toEqual({ status: 0, output: "" });
    expect(installed()).toBe("1.1.0");
    expect(readFileSync(join(root, "etc/proxmox-mcp/token"), "utf8")).toBe("secret\n");
  });

  it("keeps what is there where the package is none, or another than its checksum says", () => {
    expect(install(packed("empty"))).toMatchObject({
      status: 1,
      output: expect.stringContaining("holds no proxmox-mcp"),
    });
    const sums = join(folder, "SHA256SUMS");
    writeFileSync(sums, `${"0".repeat(64)}  proxmox-mcp-1.0.0.tgz\n`);
    expect(install(packed("1.0.0"))).toMatchObject({
      status: 1,
      output: expect.stringContaining("isn't what SHA256SUMS says"),
    });
    // a release names each of its files
    expect(install(packed("1.1.0")).status).toBe(1);
    rmSync(sums);
    expect(installed()).toBe("1.1.0");
  });

  it("takes all of it away but the settings, and those when told to", () => {
    expect(install("--uninstall").status).toBe(0);
    const left = tree().filter((line) => /proxmox-mcp/.test(line));
    expect(left.map((line) => line.split(" ")[0])).toEqual([
      "./etc/proxmox-mcp",
      "./etc/proxmox-mcp/settings.env",
      "./etc/proxmox-mcp/token",
    ]);
    expect(install("--uninstall").output).toBe("nothing to do\n");
    install("--uninstall", "--purge");
    expect(tree().filter((line) => /proxmox-mcp/.test(line))).toEqual([]);
  });

  it("refuses options that it doesn't know", () => {
    expect(install("--force").status).toBe(64);
  });
});
