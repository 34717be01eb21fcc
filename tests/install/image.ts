import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { type Artefact, CannotRun, command } from "./artefact.js";
import { tryCompose } from "./compose.js";
import { contained } from "./contained.js";
import { listGuests } from "./list-guests.js";
import { installNode } from "./npm-package.js";
import { builderRoot, runtimeRoot } from "./stand-in.js";

/** All layers, compressed. */
const LIMIT = 60_000_000;

const TAG = "localhost/proxmox-mcp";

const DOCKERFILE = join(ROOT, "Dockerfile");

interface Inspected {
  Docker: {
    config: {
      User: string;
      Entrypoint: string[];
      Healthcheck?: { Test: string[] };
      Labels: Record<string, string>;
    };
  };
}

/**
 * The Dockerfile as it is, built and run. Its base images are stood in for by what this machine has,
 * as a registry may be out of reach.
 */
export const image: Artefact = {
  name: "container image",
  check: async ({ folder }) => {
    await requireBuilder();
    const buildah = (...args: string[]) =>
      command("buildah", [`--root=${folder}/store`, `--runroot=${folder}/run`, ...args]);
    const [builder = "", runtime = ""] = baseImages();
    const node = await installNode(folder, /nodejs(\d+)/.exec(runtime)?.[1] ?? "");
    await builderRoot(join(folder, "builder"));
    await runtimeRoot(join(folder, "runtime"), node);
    await commit(buildah, join(folder, "builder"), "builder");
    await commit(buildah, join(folder, "runtime"), "runtime");
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const cache = (await command("npm", ["config", "get", "cache"])).trim();
    mkdirSync(cache, { recursive: true });
    await buildah(
      "build",
      "--isolation=chroot",
      "--format=docker",
      "--layers=false",
      `--volume=${cache}:/root/.npm`,
      `--build-context=${builder}=container-image://localhost/builder`,
      `--build-context=${runtime}=container-image://localhost/runtime`,
      `--build-arg=VERSION=${version}`,
      "--build-arg=REVISION=0",
      `--tag=${TAG}`,
      ROOT,
    );
    const { config } = (JSON.parse(await buildah("inspect", "--type=image", TAG)) as Inspected)
      .Docker;
    const labelled = config.Labels["org.opencontainers.image.version"];
    if (config.User !== "65532:65532") throw new Error(`runs as ${config.User}`);
    if (labelled !== version) throw new Error(`is labelled ${labelled}`);
    const size = await compressedSize(buildah, folder);
    if (size > LIMIT) throw new Error(`${size} bytes compressed`);
    const container = (await buildah("from", TAG)).trim();
    const root = (await buildah("mount", container)).trim();
    try {
      const seen = await listGuests(contained(root, [...config.Entrypoint, "--demo"]));
      const healthcheck = config.Healthcheck?.Test.slice(1) ?? [];
      const composed = await tryCompose(
        { root, entrypoint: config.Entrypoint, healthcheck },
        folder,
      );
      // as clusters do that give each container a user of its own
      const stranger = contained(root, [...config.Entrypoint, "--version"], { user: 54_321 });
      await command(stranger.command, stranger.args, { env: stranger.env });
      return `${size} bytes compressed, read-only and not root: ${seen}; as compose.yaml has it, over HTTP: ${composed}`;
    } finally {
      await buildah("umount", container);
    }
  },
};

type Buildah = (...args: string[]) => Promise<string>;

async function requireBuilder(): Promise<void> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    throw new CannotRun("needs Linux, and root for its mounts");
  }
  await command("buildah", ["--version"]).catch(() => {
    throw new CannotRun("needs buildah: apt-get install buildah");
  });
}

/** What the stages begin with, in their order. */
function baseImages(): string[] {
  const text = readFileSync(DOCKERFILE, "utf8");
  return [...text.matchAll(/^FROM (?:--\S+ )?(\S+)/gm)].map(([, name]) => name ?? "");
}

/** An image of a root file system. */
async function commit(buildah: Buildah, root: string, name: string): Promise<void> {
  const container = (await buildah("from", "scratch")).trim();
  await buildah("copy", container, root, "/");
  const settings = [
    "PATH=/usr/bin:/bin",
    "npm_config_prefer_offline=true",
    "npm_config_cafile=/etc/ssl/certs/ca-certificates.crt",
  ].map((setting) => `--env=${setting}`);
  await buildah("config", ...settings, container);
  await buildah("commit", "--rm", container, `localhost/${name}`);
}

async function compressedSize(buildah: Buildah, folder: string): Promise<number> {
  const pushed = join(folder, "pushed");
  await buildah("push", TAG, `dir:${pushed}`);
  const manifest = JSON.parse(readFileSync(join(pushed, "manifest.json"), "utf8")) as {
    layers: { size: number }[];
  };
  return manifest.layers.reduce((sum, { size }) => sum + size, 0);
}
