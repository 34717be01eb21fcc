/** One line of the check. */
export interface Finding {
  /** `settings`, `name`, `port`, `certificate`, `clock`, `login`, `token`, `release`, `privileges`, `folder`, `audit`, `serving`, `tokens`, `oauth`, `issuer`. */
  about: string;
  state: "ok" | "warning" | "failed";
  text: string;
  /** What would correct it. */
  mend?: string;
  /** Where PROXMOX_CONFIG has several. */
  cluster?: string;
}

export const ok = (about: string, text: string): Finding => ({ about, state: "ok", text });

export const warning = (about: string, text: string, mend?: string): Finding => ({
  about,
  state: "warning",
  text,
  ...(mend !== undefined && { mend }),
});

export const failed = (about: string, text: string, mend?: string): Finding => ({
  about,
  state: "failed",
  text,
  ...(mend !== undefined && { mend }),
});
