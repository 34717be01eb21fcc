import { access } from "./access.js";
import { backup } from "./backup.js";
import { ceph } from "./ceph.js";
import { certificates } from "./certificates.js";
import { cluster } from "./cluster.js";
import { firewall } from "./firewall.js";
import { guestAgent } from "./guest-agent.js";
import { guestChanges } from "./guest-changes.js";
import { guestFirewall } from "./guest-firewall.js";
import { guestHardware } from "./guest-hardware.js";
import { guests } from "./guests.js";
import { ha } from "./ha.js";
import { nodes } from "./nodes.js";
import { notifications } from "./notifications.js";
import { replication } from "./replication.js";
import { sdn } from "./sdn.js";
import { storage } from "./storage.js";
import type { NamedTool } from "./types.js";

export const namedTools: NamedTool[] = [
  access,
  ceph,
  certificates,
  cluster,
  firewall,
  backup,
  guestAgent,
  guestChanges,
  guestFirewall,
  guestHardware,
  guests,
  ha,
  nodes,
  notifications,
  replication,
  sdn,
  storage,
].flat();
