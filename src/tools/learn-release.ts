import type { Api } from "../schema/model.js";
import { type ConnectedRelease, inexactNotice } from "./connected-release.js";

export interface Learning {
  /** Reads the API from the node; absent: that is off. */
  learn?: () => Promise<Api>;
  onNotice: (notice: string) => void;
}

/** The node's own API. What can't be learnt is served by the nearest release, with a notice. */
export async function learnRelease(
  shipped: ConnectedRelease,
  { learn, onNotice }: Learning,
): Promise<ConnectedRelease> {
  if (!learn) {
    onNotice(inexactNotice(shipped, "PROXMOX_LEARN=true learns it from the node"));
    return shipped;
  }
  try {
    return { ...shipped, api: await learn(), learnt: true };
  } catch (error) {
    const failed = `learning it failed: ${(error as Error).message}`;
    onNotice(
      shipped.exact
        ? `this cluster's API is taken for that of Proxmox VE ${shipped.release}; ${failed}`
        : inexactNotice(shipped, failed),
    );
    return shipped;
  }
}
