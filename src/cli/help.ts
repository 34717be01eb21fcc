import { settingsHelp } from "../settings/help.js";
import type { Command } from "./command.js";

const USAGE = `proxmox-mcp: MCP server for Proxmox VE

usage:
  proxmox-mcp [serve]            serve MCP over stdio (what an MCP client launches)
      --demo                     against a simulated cluster: no settings needed
      --env-file FILE            read settings from FILE too
      --http HOST:PORT|SOCKET    serve several callers over HTTP instead
      --tls-cert FILE  --tls-key FILE  --insecure-listen  --admin HOST:PORT
  proxmox-mcp token add NAME     make a caller's token for HTTP; it is shown once
      --access TIER  --guests LIST  --nodes LIST  --storages LIST  --scope-read  --rate N
      --toolsets LIST  --tools LIST  --exclude-tools LIST  --cluster LIST  --expires 90d|never
  proxmox-mcp token list | rotate NAME | remove NAME
  proxmox-mcp setup              ask, try it, and write a client's configuration
      --client ID  --host H  --user U@R  --token NAME  --access TIER  --fingerprint SHA256
      --dry-run                  only show it; the token's secret is typed, or comes from stdin
  proxmox-mcp check              examine settings, connection, login and privileges
      --env-file FILE  --json
  proxmox-mcp role               print the commands that make a login with the privileges needed
      --access TIER  --toolset NAME  --tool NAME  --path /  --user U@R  --token T  --name ROLE
      --pve RELEASE  --check (compares with the login of the settings)
  proxmox-mcp audit FILE         show an audit file (PROXMOX_AUDIT_LOG) as a table
      --since 2h|DATE  --guest VMID  --failed  --json
  proxmox-mcp tools              list tools with their cost in bytes and tokens
      --toolset NAME             core, all, api, guests …; may be repeated
      --access TIER              read, operate or elevated
      --json                     as a client receives them
  proxmox-mcp simulate           run a simulated cluster on 127.0.0.1
      --port N  --pve RELEASE  --state NAME  --nodes N  --guests N  --coverage
      --write-env FILE           the settings that reach it, for --env-file
  proxmox-mcp api-diff FROM TO   what changes between two releases, files or URLs
      --format text|markdown|json|github  --fail-on breaking|attention|additive|text
      --accept FILE  --path /nodes  --tool NAME  --part endpoint|parameters|returns
  proxmox-mcp openapi            the OpenAPI document of a release, on stdout
      --pve RELEASE              the newest by default
  proxmox-mcp --version | --help

settings, from the environment:
`;

export const help: Command = () => {
  process.stdout.write(`${USAGE}${settingsHelp()}\n`);
  return 0;
};
