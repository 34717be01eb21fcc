import { type Api, keyOf } from "../../src/schema/model.js";
import type { Handler, Handlers } from "../context.js";
import { acmeHandlers } from "./acme.js";
import { agentHandlers } from "./agent.js";
import { backupHandlers } from "./backup.js";
import { cephHandlers } from "./ceph.js";
import { cephStorageHandlers } from "./ceph-storage.js";
import { clusterHandlers } from "./cluster.js";
import { clusterConfigHandlers } from "./cluster-config.js";
import { consoleHandlers } from "./consoles.js";
import { diskSetupHandlers } from "./disk-setup.js";
import { diskHandlers } from "./disks.js";
import { firewallHandlers } from "./firewall.js";
import { groupHandlers } from "./groups.js";
import { guestCloneHandlers } from "./guest-clone.js";
import { guestConfigHandlers } from "./guest-config.js";
import { guestCreateHandlers } from "./guest-create.js";
import { guestDestroyHandlers } from "./guest-destroy.js";
import { guestExtraHandlers } from "./guest-extras.js";
import { guestMigrateHandlers } from "./guest-migrate.js";
import { guestVolumeHandlers } from "./guest-volumes.js";
import { guestHandlers } from "./guests.js";
import { haHandlers } from "./ha.js";
import { indexHandler } from "./indexes.js";
import { jobHandlers } from "./jobs.js";
import { loginHandlers } from "./login.js";
import { mappingHandlers } from "./mappings.js";
import { metricHandlers } from "./metrics.js";
import { nodeGuestHandlers } from "./node-guests.js";
import { nodeLookupHandlers } from "./node-lookups.js";
import { nodeNetworkHandlers } from "./node-network.js";
import { nodeSystemHandlers } from "./node-system.js";
import { nodeHandlers } from "./nodes.js";
import { notificationHandlers } from "./notifications.js";
import { optionHandlers } from "./options.js";
import { poolHandlers } from "./pools.js";
import { powerHandlers } from "./power.js";
import { realmHandlers } from "./realms.js";
import { replicationHandlers } from "./replication.js";
import { sdnHandlers } from "./sdn.js";
import { sdnAddressHandlers } from "./sdn-addresses.js";
import { secondFactorHandlers } from "./second-factors.js";
import { snapshotHandlers } from "./snapshots.js";
import { storageConfigHandlers } from "./storage-config.js";
import { storageContentHandlers } from "./storage-content.js";
import { storageFileHandlers } from "./storage-files.js";
import { taskHandlers } from "./tasks.js";
import { userHandlers } from "./users.js";
import { versionHandlers } from "./version.js";

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

/** The handlers of one release, directories included. */
export function handlersFor(api: Api): Handlers {
  const handlers: Record<string, Handler> = {};
  for (const endpoint of api.endpoints) {
    const key = keyOf(endpoint);
    const handler = HANDLERS[key] ?? indexHandler(api, endpoint);
    if (handler) handlers[key] = handler;
  }
  return handlers;
}
