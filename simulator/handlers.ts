import { type Api, keyOf } from "../src/schema/model.js";
import { groupHandlers } from "./access/groups.js";
import { loginHandlers } from "./access/login.js";
import { poolHandlers } from "./access/pools.js";
import { realmHandlers } from "./access/realms.js";
import { secondFactorHandlers } from "./access/second-factors.js";
import { userHandlers } from "./access/users.js";
import { backupHandlers } from "./backup/backup.js";
import { jobHandlers } from "./backup/jobs.js";
import { cephHandlers } from "./ceph/ceph.js";
import { cephStorageHandlers } from "./ceph/ceph-storage.js";
import { acmeHandlers } from "./cluster/acme.js";
import { clusterHandlers } from "./cluster/cluster.js";
import { clusterConfigHandlers } from "./cluster/cluster-config.js";
import { indexHandler } from "./cluster/indexes.js";
import { mappingHandlers } from "./cluster/mappings.js";
import { metricHandlers } from "./cluster/metrics.js";
import { notificationHandlers } from "./cluster/notifications.js";
import { optionHandlers } from "./cluster/options.js";
import { replicationHandlers } from "./cluster/replication.js";
import { versionHandlers } from "./cluster/version.js";
import { firewallHandlers } from "./firewall/firewall.js";
import { agentHandlers } from "./guests/agent.js";
import { consoleHandlers } from "./guests/consoles.js";
import { guestCloneHandlers } from "./guests/guest-clone.js";
import { guestHandlers } from "./guests/guest-config-and-status.js";
import { guestConfigHandlers } from "./guests/guest-config-update.js";
import { guestCreateHandlers } from "./guests/guest-create.js";
import { guestDestroyHandlers } from "./guests/guest-destroy.js";
import { guestExtraHandlers } from "./guests/guest-extras.js";
import { guestMigrateHandlers } from "./guests/guest-migrate.js";
import { guestVolumeHandlers } from "./guests/guest-volumes.js";
import { nodeGuestHandlers } from "./guests/node-guests.js";
import { powerHandlers } from "./guests/power.js";
import { snapshotHandlers } from "./guests/snapshots.js";
import { haHandlers } from "./ha/ha.js";
import type { Handler, Handlers } from "./http/context.js";
import { diskSetupHandlers } from "./nodes/disk-setup.js";
import { diskHandlers } from "./nodes/disks.js";
import { nodeLookupHandlers } from "./nodes/node-lookups.js";
import { nodeNetworkHandlers } from "./nodes/node-network.js";
import { nodeSystemHandlers } from "./nodes/node-system.js";
import { nodeHandlers } from "./nodes/nodes.js";
import { sdnHandlers } from "./sdn/sdn.js";
import { sdnAddressHandlers } from "./sdn/sdn-addresses.js";
import { storageConfigHandlers } from "./storage/storage-config.js";
import { storageContentHandlers } from "./storage/storage-content.js";
import { storageFileHandlers } from "./storage/storage-files.js";
import { taskHandlers } from "./tasks/tasks.js";

/** One table per area; a test shows that every key is an endpoint of some release. */
export const HANDLERS: Handlers = {
  ...acmeHandlers,
  ...nodeSystemHandlers,
  ...nodeNetworkHandlers,
  ...nodeLookupHandlers,
  ...nodeGuestHandlers,
  ...nodeHandlers,
  ...diskHandlers,
  ...diskSetupHandlers,
  ...clusterConfigHandlers,
  ...cephStorageHandlers,
  ...cephHandlers,
  ...storageFileHandlers,
  ...storageContentHandlers,
  ...storageConfigHandlers,
  ...sdnAddressHandlers,
  ...sdnHandlers,
  ...haHandlers,
  ...guestDestroyHandlers,
  ...guestExtraHandlers,
  ...firewallHandlers,
  ...consoleHandlers,
  ...backupHandlers,
  ...agentHandlers,
  ...clusterHandlers,
  ...groupHandlers,
  ...guestCloneHandlers,
  ...guestConfigHandlers,
  ...guestCreateHandlers,
  ...guestHandlers,
  ...guestMigrateHandlers,
  ...guestVolumeHandlers,
  ...jobHandlers,
  ...loginHandlers,
  ...mappingHandlers,
  ...metricHandlers,
  ...notificationHandlers,
  ...optionHandlers,
  ...poolHandlers,
  ...powerHandlers,
  ...realmHandlers,
  ...replicationHandlers,
  ...secondFactorHandlers,
  ...snapshotHandlers,
  ...taskHandlers,
  ...userHandlers,
  ...versionHandlers,
};

const byApi = new WeakMap<Api, Handlers>();

/** The handlers of one release, directories included; they hold no state, so clusters share them. */
export function handlersFor(api: Api): Handlers {
  const known = byApi.get(api);
  if (known) return known;
  const handlers: Record<string, Handler> = {};
  for (const endpoint of api.endpoints) {
    const key = keyOf(endpoint);
    const handler = HANDLERS[key] ?? indexHandler(api, endpoint);
    if (handler) handlers[key] = handler;
  }
  byApi.set(api, handlers);
  return handlers;
}
