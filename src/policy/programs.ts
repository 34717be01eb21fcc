import type { CatalogueEntry } from "../schema/catalogue.js";

/** What a program outside of Proxmox's API is to policy: no endpoint, and more than any. */
export const PROGRAM: CatalogueEntry = {
  line: "Runs a program",
  area: "exec",
  tier: "elevated",
  reason: "it runs anything",
  privileges: "none: it goes over ssh or a console",
  losses: [{ what: "runs {command}" }],
};
