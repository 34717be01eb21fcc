import { join } from "node:path";
import { stateFolder, thisMachine } from "../kit/folders.js";

/** Where the callers' tokens are kept. @param set what PROXMOX_TOKENS says */
export function tokensFile(set: string | undefined, environment: NodeJS.ProcessEnv): string {
  return set ?? join(stateFolder({ ...thisMachine, environment }), "tokens.json");
}
