import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";

const WORKFLOWS = join(ROOT, ".github/workflows");
const files = readdirSync(WORKFLOWS).map((name) => [
  name,
  readFileSync(join(WORKFLOWS, name), "utf8"),
]);

describe.each(files)("%s", (_, text = "") => {
  it("names each action by its commit", () => {
    const used = [...text.matchAll(/^\s*- uses: (\S+)/gm)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it("installs no package by its name, and loads nothing without TLS", () => {
    expect(text).not.toMatch(/npm (?:install|i|add) |npx (?!tsx )|http:\/\//);
  });
});

describe("what may be written", () => {
  it.each(files)("%s has the least permissions at its top", (_, text = "") => {
    const top = /^permissions:\n((?: {2}.*\n)+)/m.exec(text)?.[1];
    const writes = [...(top ?? "write").matchAll(/write/g)].length;
    // the weekly pull request and starting its checks is all that workflow does
    expect(writes).toBe(/name: regenerate/.test(text) ? 3 : 0);
  });

  it.each(files)("%s puts nothing that others chose into a script", (_, text = "") => {
    const scripts = [...text.matchAll(/run: (?:\|\n((?: {10,}.*\n|\n)+)|(.*))/g)];
    for (const [script] of scripts)
      expect(script).not.toMatch(/\$\{\{ *(github|inputs|needs|steps)\./);
  });
});

const SCRIPT = join(ROOT, ".github/scripts/fetch-apidoc.sh");
const SUITE = "dists/trixie";
const LIST = "pve-no-subscription/binary-amd64/Packages.gz";
const DEB = "dists/trixie/pve-docs_9.9.1_all.deb";

const isAble = ["gpg", "gpgv", "dpkg-deb", "curl"].every(
  (program) => spawnSync("which", [program]).status === 0,
);

/** A Debian repository as Proxmox's, signed with a key of its own. */
describe.skipIf(!isAble)("fetch-apidoc.sh", () => {
  const root = mkdtempSync(join(tmpdir(), "fetch-apidoc-"));
  const home = join(root, "gnupg");
  const repository = join(root, "repository");
  const keyring = join(root, "keyring.gpg");
  const gpg = (...args: string[]) =>
    execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", "--yes", ...args]);
  const put = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), content);
  };
  const alter = (path: string) => {
    const text = readFileSync(join(repository, path), "utf8");
    put(path, text.replace("Origin: Test", "Origin: Evil"));
  };
  const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

  beforeAll(() => {
    mkdirSync(home, { mode: 0o700 });
    gpg("--passphrase", "", "--quick-generate-key", "test@example.org", "ed25519", "sign", "never");
    gpg("--output", keyring, "--export", "test@example.org");
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function publish(): void {
    const tree = join(root, "deb");
    mkdirSync(join(tree, "DEBIAN"), { recursive: true });
    writeFileSync(
      join(tree, "DEBIAN/control"),
      "Package: pve-docs\nVersion: 9.9.1\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: x\n",
    );
    mkdirSync(join(tree, "usr/share/pve-docs/api-viewer"), { recursive: true });
    writeFileSync(join(tree, "usr/share/pve-docs/api-viewer/apidoc.js"), "const apiSchema = [];");
    mkdirSync(join(repository, SUITE), { recursive: true });
    execFileSync("dpkg-deb", ["--build", tree, join(repository, DEB)]);
    const deb = readFileSync(join(repository, DEB));
    const entry = (version: string, sum: string) =>
      `Package: pve-docs\nVersion: ${version}\nFilename: ${DEB}\nSHA256: ${sum}\n\n`;
    const list = gzipSync(entry("9.9.1", sha256(deb)) + entry("9.2.10", "0".repeat(64)));
    put(`${SUITE}/${LIST}`, list);
    const release = `Origin: Test\nMD5Sum:\n 0 1 ${LIST}\nSHA256:\n ${sha256(list)} ${list.length} ${LIST}\n`;
    put(`${SUITE}/Release`, release);
    gpg(
      "--output",
      join(repository, SUITE, "InRelease"),
      "--clearsign",
      join(repository, SUITE, "Release"),
    );
  }

  function run(sum = sha256(readFileSync(keyring))): {
    status: number | null;
    output: string;
    errors: string;
  } {
    const folder = mkdtempSync(join(root, "run-"));
    const { status, stdout, stderr } = spawnSync(SCRIPT, [folder], {
      encoding: "utf8",
      env: {
        ...process.env,
        ALLOWED: "file",
        REPOSITORY: `file://${repository}`,
        KEYRING: `file://${keyring}`,
        KEYRING_SHA256: sum,
      },
    });
    return { status, output: stdout.replaceAll(folder, "<folder>"), errors: stderr };
  }

  it("unpacks what is signed", () => {
    publish();
    const { output, errors } = run();
    expect(output, errors).toBe(
      "version=9.9.1\nrelease=9.9\napidoc=<folder>/docs/usr/share/pve-docs/api-viewer/apidoc.js\n",
    );
  });

  it.each<[string, () => void]>([
    ["the release file was changed", () => alter(`${SUITE}/InRelease`)],
    [
      "nothing is signed",
      () => put(`${SUITE}/InRelease`, readFileSync(join(repository, SUITE, "Release"))),
    ],
    ["the list was changed", () => put(`${SUITE}/${LIST}`, gzipSync("Package: pve-docs\n"))],
    ["the package was changed", () => put(DEB, "something else")],
  ])("prints nothing where %s", (_, change) => {
    publish();
    change();
    const { status, output } = run();
    expect([status === 0, output]).toEqual([false, ""]);
  });

  it("prints nothing where the keyring is another", () => {
    publish();
    expect(run("0".repeat(64))).toMatchObject({ status: 1, output: "" });
  });
});
