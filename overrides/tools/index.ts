/** Every curated tool, in the order in which they are listed. */
import type { ToolDeclaration } from "../../src/tools/define.js";
import * as access from "./access/access.js";
import * as pools from "./access/pools.js";
import * as realms from "./access/realms.js";
import * as api from "./api/api.js";
import * as backup from "./backup/backup.js";
import * as ceph from "./ceph/ceph.js";
import * as firewall from "./firewall/firewall.js";
import * as guestFirewall from "./firewall/guest-firewall.js";
import * as bulk from "./guests/bulk.js";
import * as cloudinit from "./guests/cloudinit.js";
import * as consoles from "./guests/consoles.js";
import * as guestAgent from "./guests/guest-agent.js";
import * as guestConfig from "./guests/guest-config.js";
import * as guestCreate from "./guests/guest-create-from-template.js";
import * as guestDisks from "./guests/guest-disks.js";
import * as guestLifecycle from "./guests/guest-lifecycle.js";
import * as guestNetwork from "./guests/guest-network.js";
import * as guestPower from "./guests/guest-power.js";
import * as guestSnapshot from "./guests/guest-snapshot.js";
import * as guests from "./guests/guests.js";
import * as ha from "./ha/ha.js";
import * as network from "./network/network.js";
import * as certificates from "./nodes/certificates.js";
import * as cluster from "./nodes/cluster.js";
import * as hardware from "./nodes/hardware.js";
import * as nodeAdmin from "./nodes/node-admin.js";
import * as nodes from "./nodes/nodes.js";
import * as notifications from "./notifications/notifications.js";
import * as sdn from "./sdn/sdn.js";
import * as vnetFirewall from "./sdn/vnet-firewall.js";
import * as nodeDisks from "./storage/node-disks.js";
import * as storage from "./storage/storage.js";

const AREAS = [
  guests,
  guestPower,
  guestSnapshot,
  guestConfig,
  guestAgent,
  guestNetwork,
  guestDisks,
  guestLifecycle,
  guestCreate,
  bulk,
  cloudinit,
  consoles,
  backup,
  cluster,
  nodes,
  nodeAdmin,
  hardware,
  nodeDisks,
  certificates,
  storage,
  network,
  firewall,
  vnetFirewall,
  guestFirewall,
  sdn,
  ha,
  ceph,
  access,
  realms,
  pools,
  notifications,
  api,
];

export const tools: ToolDeclaration[] = AREAS.flatMap(
  (area) => Object.values(area) as ToolDeclaration[],
);
