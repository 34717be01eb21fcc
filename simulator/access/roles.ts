import { compareReleases } from "../../src/schema/releases.js";

export interface Role {
  privileges: Set<string>;
  /** Built in: can't be changed or deleted. */
  special: boolean;
}

/** Who gets a privilege: `root` only Administrator, the others also the role named after them. */
type Rank = "root" | "admin" | "user" | "audit";

interface PrivilegeFact {
  name: string;
  ranks: Rank[];
  since?: string;
  /** First release without it. */
  until?: string;
}

const fact = (
  name: string,
  ranks: Rank | Rank[],
  since?: string,
  until?: string,
): PrivilegeFact => ({
  name,
  ranks: Array.isArray(ranks) ? ranks : [ranks],
  ...(since !== undefined && { since }),
  ...(until !== undefined && { until }),
});

/** The privileges of releases 7.4 to 9.1 by group, as pve-access-control has them. */
const PRIVILEGES: Record<string, PrivilegeFact[]> = {
  VM: [
    ...["Allocate", "Clone", "Migrate", "Snapshot", "Snapshot.Rollback"].map((name) =>
      fact(`VM.${name}`, "admin"),
    ),
    ...["Disk", "CPU", "Memory", "Network", "HWType", "Options"].map((name) =>
      fact(`VM.Config.${name}`, "admin"),
    ),
    ...["Config.CDROM", "Config.Cloudinit", "Console", "Backup", "PowerMgmt"].map((name) =>
      fact(`VM.${name}`, "user"),
    ),
    fact("VM.Audit", "audit"),
    fact("VM.Monitor", "admin", undefined, "9.0"),
    fact("VM.Replicate", "admin", "9.0"),
    fact("VM.GuestAgent.Unrestricted", "admin", "9.0"),
    ...["FileRead", "FileSystemMgmt", "FileWrite"].map((name) =>
      fact(`VM.GuestAgent.${name}`, "user", "9.0"),
    ),
    fact("VM.GuestAgent.Audit", "audit", "9.0"),
  ],
  Sys: [
    ...["PowerMgmt", "Modify", "Incoming"].map((name) => fact(`Sys.${name}`, "root")),
    fact("Sys.AccessNetwork", "root", "8.2"),
    fact("Sys.Console", "admin"),
    fact("Sys.Syslog", "admin"),
    fact("Sys.Audit", "audit"),
    fact("Permissions.Modify", "admin", undefined, "8.0"),
  ],
  Datastore: [
    fact("Datastore.Allocate", "admin"),
    fact("Datastore.AllocateTemplate", "admin"),
    fact("Datastore.AllocateSpace", "user"),
    fact("Datastore.Audit", "audit"),
  ],
  SDN: [
    fact("SDN.Allocate", "admin"),
    fact("SDN.Audit", ["admin", "audit"]),
    fact("SDN.Use", "user", "8.0"),
  ],
  User: [
    fact("Realm.Allocate", "root"),
    ...["User.Modify", "Group.Allocate", "Realm.AllocateUser"].map((name) => fact(name, "admin")),
  ],
  Pool: [fact("Pool.Allocate", "admin"), fact("Pool.Audit", ["user", "audit"])],
  Mapping: [
    fact("Mapping.Modify", "admin", "8.0"),
    fact("Mapping.Use", "user", "8.0"),
    fact("Mapping.Audit", "audit", "8.0"),
  ],
};

/** Contained in no group's role: only Administrator has it (up to 7.4 see the group Sys). */
const UNGROUPED = "Permissions.Modify";

/** The built-in roles of a release. */
export function builtInRoles(release: string): Map<string, Role> {
  const roles = new Map<string, Set<string>>();
  const give = (role: string, privilege: string) => {
    roles.set(role, (roles.get(role) ?? new Set()).add(privilege));
  };
  give("Administrator", UNGROUPED);
  for (const [group, facts] of Object.entries(PRIVILEGES)) {
    const known = facts.filter((entry) => isKnown(entry, release));
    const hasUsers = known.some((entry) => entry.ranks.includes("user"));
    for (const { name, ranks } of known) {
      give("Administrator", name);
      if (ranks.some((rank) => rank !== "root")) {
        give(`PVE${group}Admin`, name);
        if (name !== "Mapping.Modify") give("PVEAdmin", name);
      }
      if (hasUsers && ranks.some((rank) => rank === "user" || rank === "audit")) {
        give(`PVE${group}User`, name);
      }
      if (ranks.includes("audit")) give("PVEAuditor", name);
    }
  }
  give("PVETemplateUser", "VM.Clone");
  give("PVETemplateUser", "VM.Audit");
  roles.set("NoAccess", new Set());
  return new Map([...roles].map(([name, privileges]) => [name, { privileges, special: true }]));
}

function isKnown({ since, until }: PrivilegeFact, release: string): boolean {
  if (since !== undefined && compareReleases(release, since) < 0) return false;
  return until === undefined || compareReleases(release, until) < 0;
}

/** Every privilege of a release. */
export function privilegesOf(release: string): Set<string> {
  return builtInRoles(release).get("Administrator")?.privileges ?? new Set();
}
