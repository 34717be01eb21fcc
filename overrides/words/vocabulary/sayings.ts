import { access, ceph, firewall, network, operation, storages } from "./sayings-of-cluster.js";
import { agent, configOfKind, guests, moving, protection } from "./sayings-of-guests.js";

const KINDS = ["qemu", "lxc"];

/**
 * What operators ask an endpoint for, in words that neither its path nor its line has. Search indexes
 * them beside our lines. `{kind}` stands for `qemu` and `lxc`. Not sentences: only the words count.
 */
export const sayings: ReadonlyMap<string, string> = collect([
  guests,
  configOfKind,
  agent,
  protection,
  moving,
  storages,
  ceph,
  firewall,
  network,
  access,
  operation,
]);

function collect(tables: readonly Record<string, string>[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const [pattern, words] of tables.flatMap((table) => Object.entries(table))) {
    for (const kind of pattern.includes("{kind}") ? KINDS : [""]) {
      const endpoint = pattern.replace("{kind}", kind);
      all.set(endpoint, [all.get(endpoint), words].filter(Boolean).join(" "));
    }
  }
  return all;
}
