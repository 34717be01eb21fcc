import { randomUUID } from "node:crypto";
import { GIB } from "../support/sizes.js";
import { addFile, addGuest, addStorage } from "./add.js";
import type { BuiltState, StateOptions } from "./built-state.js";
import { emptyState, node, token, user } from "./empty.js";
import type { State } from "./state.js";

/** The node from which the exchanges were recorded that the replay test goes by. */
export function recordedState({ release, now }: StateOptions): BuiltState {
  const state = emptyState(release, "pve1");
  const time = Math.floor(now / 1000);
  const processors = { cores: 2, sockets: 1, model: "Intel(R) Xeon(R) Processor" };
  const facts = { name: "pve1", id: 0, address: "10.10.10.11", bootedAt: now - 3_300_000 };
  state.nodes.set("pve1", node({ ...facts, processors, memory: 24 * GIB, rootfs: 252 * GIB }));
  state.unreachable.add("pve2");
  state.options = {
    keyboard: "en-us",
    mac_prefix: "BC:24:11",
  };
  addStorages(state);
  addGuests(state, time);
  state.pools.set("prod", {
    comment: "production",
    guests: new Set([100, 200]),
    storages: new Set(),
  });
  addFile(state, "pve1", {
    volid: "local:iso/tiny.iso",
    content: "iso",
    size: 65_536,
    ctime: time,
  });
  addFile(state, "pve1", {
    volid: "local:vztmpl/mini-debian_12.5_amd64.tar.gz",
    content: "vztmpl",
    size: 1_032_358,
    ctime: time,
  });
  const secret = addUsers(state);
  return { state, token: `admin@pve!mcp=${secret}`, user: "admin@pve", password: "AdminPass-123" };
}

function addStorages(state: State): void {
  const space = { total: 252 * GIB, base: 27 * GIB };
  addStorage(state, "local", {
    config: {
      type: "dir",
      path: "/var/lib/vz",
      content: "iso,vztmpl,backup,images,rootdir,snippets,import",
    },
    ...space,
  });
  addStorage(state, "disks", {
    config: { type: "dir", path: "/var/lib/vz-disks", content: "images,rootdir" },
    ...space,
  });
  addStorage(state, "otherhost", {
    config: { type: "dir", path: "/mnt/nowhere", content: "images", nodes: "pve2" },
    ...space,
  });
}

function addGuests(state: State, created: number): void {
  const common = { node: "pve1", created, load: 0.02, memoryShare: 0.3 };
  addGuest(state, {
    ...common,
    vmid: 100,
    kind: "qemu",
    config: {
      name: "web01",
      cores: 2,
      memory: "2048",
      net0: "virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1",
      onboot: 1,
      tags: "prod;web",
    },
  });
  addGuest(state, {
    ...common,
    vmid: 101,
    kind: "qemu",
    config: { name: "db01", cores: 1, memory: "1024", tags: "prod" },
  });
  addGuest(state, {
    ...common,
    vmid: 110,
    kind: "qemu",
    config: {
      name: "agentvm",
      memory: "256",
      agent: "1",
      serial0: "socket",
      net0: "virtio=BC:24:11:00:01:10,bridge=vmbr0",
    },
  });
  addGuest(state, {
    ...common,
    vmid: 200,
    kind: "lxc",
    config: {
      hostname: "ct200",
      memory: 512,
      cores: 1,
      swap: 512,
      ostype: "debian",
      rootfs: "local:200/vm-200-disk-0.raw,size=1G",
      unprivileged: 1,
    },
  });
}

function addUsers(state: State): string {
  const secret = randomUUID();
  const { users, groups, acl, realms } = state.access;
  const tokens = (entries: [string, ReturnType<typeof token>][]) => new Map(entries);
  const root = users.get("root@pam");
  root?.tokens.set("full", token(randomUUID()));
  users.set(
    "admin@pve",
    user({
      password: "AdminPass-123",
      comment: "full admin",
      email: "",
      tokens: tokens([
        ["mcp", token(secret, { comment: "admin token" })],
        ["sep", token(randomUUID(), { privsep: true, comment: "privsep token without ACL" })],
        ["expired", token(randomUUID(), { expire: 1_600_000_000 })],
      ]),
    }),
  );
  users.set(
    "auditor@pve",
    user({ tokens: tokens([["ro", token(randomUUID(), { privsep: true })]]) }),
  );
  users.set("vmuser@pve", user({ tokens: tokens([["tok", token(randomUUID())]]) }));
  users.set("noperm@pve", user());
  users.set("disabled@pve", user({ enable: false, password: "DisabledPass-1" }));
  groups.set("ops", { comment: "operators", members: new Set(["vmuser@pve"]) });
  realms.set("ldap1", {
    type: "ldap",
    server1: "ldap.example.test",
    base_dn: "dc=example,dc=test",
    user_attr: "uid",
  });
  const everywhere = { path: "/", propagate: true };
  acl.push(
    { ...everywhere, type: "user", subject: "admin@pve", role: "Administrator" },
    { ...everywhere, type: "user", subject: "auditor@pve", role: "PVEAuditor" },
    { ...everywhere, type: "token", subject: "auditor@pve!ro", role: "PVEAuditor" },
    { path: "/vms/100", propagate: true, type: "user", subject: "vmuser@pve", role: "PVEVMUser" },
  );
  return secret;
}
