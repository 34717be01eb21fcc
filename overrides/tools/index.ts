/** Every curated tool, in the order in which they are listed. */
import type { ToolDeclaration } from "../../src/tools/define.js";
import * as access from "./access.js";
import * as api from "./api.js";
import * as ceph from "./ceph.js";
import * as certificates from "./certificates.js";
import * as cluster from "./cluster.js";
import * as firewall from "./firewall.js";
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
  cluster,
  nodes,
  nodeAdmin,
  hardware,
  certificates,
  storage,
  network,
  firewall,
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
