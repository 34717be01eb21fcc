import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../codegen/root.js";
import { startSimulator } from "../../simulator/index.js";
import { type Artefact, command } from "./artefact.js";
import { listGuests } from "./list-guests.js";

const MCPB = "@anthropic-ai/mcpb@2.1.2";

interface Manifest {
  version: string;
  server: { mcp_config: { command: string; args: string[]; env: Record<string, string> } };
  user_config: Record<string, { default?: string }>;
}

/** Unpacked and started as its manifest says, with what a user would fill in. */
export const bundle: Artefact = {
  name: ".mcpb bundle",
  check: async ({ folder }) => {
    await command("npm", ["run", "--silent", "release:files"], { cwd: ROOT });
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const file = join(ROOT, `release/proxmox-mcp-${version}.mcpb`);
    const place = join(folder, "unpacked");
    await command("npx", ["--yes", MCPB, "unpack", file, place]);
    const manifest = JSON.parse(readFileSync(join(place, "manifest.json"), "utf8")) as Manifest;
    const simulator = await startSimulator();
    try {
      const { command: program, args, env } = manifest.server.mcp_config;
      const given = answers(simulator);
      const fill = (text: string) =>
        text
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the manifest's own placeholder
          .replaceAll("${__dirname}", place)
          .replace(/\$\{user_config\.(\w+)\}/g, (_, key: string) => {
            return given[key] ?? manifest.user_config[key]?.default ?? "";
          });
      const settings = Object.entries(env).map(([name, value]) => [name, fill(value)]);
      const seen = await listGuests({
        command: program,
        args: args.map(fill),
        env: Object.fromEntries(settings),
        cwd: folder,
      });
      return `${readFileSync(file).length} bytes: ${seen}`;
    } finally {
      await simulator.close();
    }
  },
};

function answers({ url, token, fingerprint }: Awaited<ReturnType<typeof startSimulator>>) {
  const [, user, name, value] = /^(.*)!(.*)=(.*)$/.exec(token) ?? [];
  const given: Record<string, string | undefined> = {
    host: url,
    user,
    token_name: name,
    token_value: value,
    ssl_fingerprint: fingerprint,
  };
  return given;
}
