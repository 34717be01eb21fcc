import { SETTINGS, type SettingDefinition, type Variable } from "../../src/settings/table.js";

/** A setting that an installing client asks its user for. */
export interface AskedSetting {
  definition: SettingDefinition;
  title: string;
  required: boolean;
  /** Where the table's own isn't what most need: a node signs its certificate itself. */
  usual?: string;
}

const ASKED: readonly [Variable, string, { required?: true; usual?: string }?][] = [
  ["PROXMOX_HOST", "Host", { required: true }],
  ["PROXMOX_USER", "User", { required: true, usual: "mcp@pve" }],
  ["PROXMOX_TOKEN_NAME", "Token name", { required: true, usual: "mcp" }],
  ["PROXMOX_TOKEN_VALUE", "Token secret", { required: true }],
  ["PROXMOX_SSL_MODE", "Certificate check", { usual: "verify" }],
  ["PROXMOX_SSL_FINGERPRINT", "Certificate fingerprint"],
  ["PROXMOX_ACCESS", "Access"],
  ["PROXMOX_TOOLSETS", "Toolsets"],
];

/** What a user is asked for, in that order; the rest keeps its default. */
export const ASKED_SETTINGS: readonly AskedSetting[] = ASKED.map(([variable, title, more = {}]) => {
  const definition = SETTINGS.find((one) => one.variable === variable);
  if (!definition) throw new Error(`no setting ${variable}`);
  const { required = false, usual } = more;
  return { definition, title, required, ...(usual !== undefined && { usual }) };
});
