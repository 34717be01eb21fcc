import type { Words } from "./types.js";

const GUEST = "/cluster/bulk-action/guest";

export default {
  endpoints: {
    "GET /cluster/bulk-action": "List what bulk actions exist for",
    [`GET ${GUEST}`]: "List the bulk actions on guests",
    [`POST ${GUEST}/start`]: "Start or resume many guests across the cluster; returns a task",
    [`POST ${GUEST}/shutdown`]:
      "Shut down many guests across the cluster, by default hard after the timeout; returns a task",
    [`POST ${GUEST}/suspend`]: "Suspend many VMs across the cluster; returns a task",
    [`POST ${GUEST}/migrate`]: "Migrate many guests to one node; returns a task",
  },
  parameters: {
    [GUEST]: {
      "max-workers":
        "Most guests handled at the same time; default the datacenter's max_workers, else 4, for migrate 1",
      vms: "Vmids to act on; absent means every guest of the cluster",
    },
    [`POST ${GUEST}/start`]: {
      timeout: "Seconds a VM gets to start; default depends on its config",
    },
    [`POST ${GUEST}/shutdown`]: {
      "force-stop": "1 (default) stops a guest hard when its time is up; unsaved data is lost",
      timeout: "Seconds a guest gets if its startup option names none; default 180",
    },
    [`POST ${GUEST}/suspend`]: {
      statestorage: "Storage for the RAM images; default chosen from each VM's storages",
      "to-disk": "1 saves RAM to disk and powers off; the next start continues there; default 0",
    },
    [`POST ${GUEST}/migrate`]: {
      online: "1 migrates VMs live and containers by restart; without it running guests fail",
      target: "Node that takes the guests",
      "with-local-disks": "1 copies local disks along in live migrations",
    },
  },
} satisfies Words;
