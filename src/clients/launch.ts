import type { Launch } from "./client.js";

/** What the server is called in every client. */
export const SERVER_NAME = "proxmox";

/**
 * The command that an install brings. Once the package is published, this becomes
 * `npx -y proxmox-mcp@VERSION`: until then nothing may ask a registry for a name that isn't ours.
 */
export const COMMAND = { command: "proxmox-mcp", args: [] } as const;

/** Lines that bring the command, in a checkout. */
export const INSTALL_LINES = ["npm ci", "npm install -g ."] as const;

/** The settings of samples; whoever reads them sees what to replace. */
export const SAMPLE_SETTINGS = {
  PROXMOX_HOST: "pve.example.com",
  PROXMOX_USER: "mcp@pve",
  PROXMOX_TOKEN_NAME: "mcp",
  PROXMOX_TOKEN_VALUE: "your-secret",
  PROXMOX_SSL_MODE: "verify",
  PROXMOX_SSL_FINGERPRINT: "AA:BB:...",
} as const;

export const SAMPLE_LAUNCH: Launch = { ...COMMAND, env: SAMPLE_SETTINGS };
