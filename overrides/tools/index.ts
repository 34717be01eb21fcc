/** Every curated tool, in the order in which they are listed. */
import type { ToolDeclaration } from "../../src/tools/define.js";
import * as access from "./access.js";
import * as api from "./api.js";
import * as backup from "./backup.js";
import * as bulk from "./bulk.js";
import * as ceph from "./ceph.js";
import * as certificates from "./certificates.js";
import * as cloudinit from "./cloudinit.js";
import * as cluster from "./cluster.js";
import * as consoles from "./consoles.js";
import * as firewall from "./firewall.js";
import * as guestAgent from "./guest-agent.js";
import * as guestConfig from "./guest-config.js";
import * as guestCreate from "./guest-create-from-template.js";
import * as guestDisks from "./guest-disks.js";
import * as guestFirewall from "./guest-firewall.js";
import * as guestLifecycle from "./guest-lifecycle.js";
import * as guestNetwork from "./guest-network.js";
import * as guestPower from "./guest-power.js";
import * as guestSnapshot from "./guest-snapshot.js";
import * as guests from "./guests.js";
import * as ha from "./ha.js";
import * as hardware from "./hardware.js";
import * as network from "./network.js";
import * as nodeAdmin from "./node-admin.js";
import * as nodes from "./nodes.js";
import * as notifications from "./notifications.js";
import * as pools from "./pools.js";
import * as realms from "./realms.js";
import * as sdn from "./sdn.js";
import * as storage from "./storage.js";

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
  certificates,
  storage,
  network,
  firewall,
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
