import { randomUUID } from "node:crypto";
import { GIB, TIB } from "../support/sizes.js";
import { addGuest, addStorage } from "./add.js";
import type { BuiltState, StateOptions } from "./built-state.js";
import { emptyState, node, token, user } from "./empty.js";

const DAY = 86_400_000;

/** Many nodes and guests, made by number: every fourth guest is a container, every fifth stopped. */
export function largeState({
  release,
  now,
  nodes = 32,
  guests = 10_000,
}: StateOptions): BuiltState {
  const state = emptyState(release, "node1");
  state.cluster = { name: "large", expectedVotes: nodes };
  const names = Array.from({ length: nodes }, (_, index) => `node${index + 1}`);
  for (const [index, name] of names.entries()) {
    const address = `10.0.${Math.floor(index / 200)}.${(index % 200) + 10}`;
    const processors = { cores: 64, sockets: 2, model: "AMD EPYC 9554 64-Core Processor" };
    const facts = { name, id: index + 1, address, bootedAt: now - 90 * DAY };
    state.nodes.set(name, node({ ...facts, processors, memory: 1536 * GIB }));
  }
  addStorage(state, "local", {
    config: { type: "dir", path: "/var/lib/vz", content: "iso,vztmpl,backup" },
    total: 200 * GIB,
    base: 20 * GIB,
  });
  addStorage(state, "pool", {
    config: { type: "rbd", pool: "pool", content: "images,rootdir", shared: 1 },
    total: 2000 * TIB,
    base: TIB,
  });
  const created = Math.floor(now / 1000) - 200 * 86_400;
  for (let index = 0; index < guests; index += 1) {
    const vmid = 100 + index;
    const isContainer = index % 4 === 3;
    const disk = `pool:vm-${vmid}-disk-0`;
    const tags = `team${index % 20}${index % 3 === 0 ? ";prod" : ""}`;
    addGuest(state, {
      vmid,
      kind: isContainer ? "lxc" : "qemu",
      node: names[index % nodes] ?? "node1",
      config: isContainer
        ? {
            hostname: `ct-${vmid}`,
            cores: 2,
            memory: 2048,
            ostype: "debian",
            rootfs: `${disk},size=16G`,
            net0: "name=eth0,bridge=vmbr0,ip=dhcp",
            tags,
            unprivileged: 1,
          }
        : {
            name: `vm-${vmid}`,
            cores: 4,
            memory: "8192",
            ostype: "l26",
            scsi0: `${disk},size=64G`,
            boot: "order=scsi0",
            net0: "virtio,bridge=vmbr0",
            tags,
          },
      created,
      ...(index % 5 !== 4 && { startedAt: now - ((index % 60) + 1) * DAY }),
      load: 0.02 + (index % 10) * 0.03,
      memoryShare: 0.2 + (index % 7) * 0.1,
    });
  }
  const secret = randomUUID();
  const tokens = new Map([["demo", token(secret)]]);
  state.access.users.set("admin@pve", user({ password: "proxmox", tokens }));
  state.access.acl.push({
    path: "/",
    type: "user",
    subject: "admin@pve",
    role: "Administrator",
    propagate: true,
  });
  return { state, token: `admin@pve!demo=${secret}`, user: "admin@pve", password: "proxmox" };
}
