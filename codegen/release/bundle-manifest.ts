import { HOME, PACKAGE } from "../home.js";
import { ASKED_SETTINGS, type AskedSetting } from "./asked-settings.js";

const ENTRY = "dist/proxmox-mcp.cjs";

/** manifest.json of the bundle that desktop clients install by a click. */
export function bundleManifest(): object {
  const { name, version, description, license, keywords } = PACKAGE;
  return {
    manifest_version: "0.3",
    name,
    display_name: "Proxmox VE",
    version,
    description,
    author: { name: "the proxmox-mcp authors" },
    repository: { type: "git", url: `${HOME}.git` },
    homepage: HOME,
    documentation: `${HOME}#readme`,
    support: `${HOME}/issues`,
    icon: "icon.png",
    license,
    keywords,
    // what is listed depends on access and toolsets
    tools_generated: true,
    server: {
      type: "node",
      entry_point: ENTRY,
      mcp_config: {
        command: "node",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the client fills it in
        args: ["${__dirname}/dist/proxmox-mcp.cjs"],
        env: Object.fromEntries(
          ASKED_SETTINGS.map(({ definition: { variable } }) => [
            variable,
            `\${user_config.${keyOf(variable)}}`,
          ]),
        ),
      },
    },
    user_config: Object.fromEntries(
      ASKED_SETTINGS.map((asked) => [keyOf(asked.definition.variable), question(asked)]),
    ),
    compatibility: { platforms: ["darwin", "linux", "win32"], runtimes: { node: ">=20" } },
  };
}

function question({ definition, title, required, usual }: AskedSetting): object {
  const { words, choices, secret } = definition;
  return {
    type: "string",
    title,
    description: choices ? `${words} One of ${choices.join(", ")}.` : words,
    required,
    // without a default, some clients hand on the placeholder itself
    ...(!secret && { default: usual ?? definition.default ?? "" }),
    ...(secret && { sensitive: true }),
  };
}

const keyOf = (variable: string) => variable.replace(/^PROXMOX_/, "").toLowerCase();
