import type { EncodedRequest } from "../pve/wire/encode.js";
import type { CatalogueEntry } from "../schema/catalogue.js";
import type { Endpoint, EndpointKey } from "../schema/model.js";

/** A request that changes something, which policy and schema have allowed. */
export interface Intent {
  endpoint: EndpointKey;
  entry: CatalogueEntry | undefined;
  /** As they travel. */
  parameters: Readonly<Record<string, unknown>>;
  /** It only looks, though a request is made for it. */
  looks?: true;
  /** Absent for what isn't done through the API. */
  request?: { encoded: EncodedRequest; endpoint: Endpoint };
  /** Who sends it. */
  identity: string;
}

/** What may be asked of the cluster about a request: by policy, like all else. */
export interface Look {
  /** The answer to a GET; undefined where it can't be had. */
  read(endpoint: EndpointKey, parameters: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** All guests. */
  guests(): Promise<readonly LookedUpGuest[]>;
}

export interface LookedUpGuest {
  vmid: number;
  node: string;
  kind: "qemu" | "lxc";
  name?: string;
  status: string;
}

/** How a user has agreed to a request; `fallback`: the client couldn't ask. */
export type Confirmation = "not asked" | "confirmed" | "fallback";

/** What a call's changes pass last: a question to the user, or a preview. */
export interface Guard {
  /**
   * @param announced they are only announced, and pass once more when they are sent
   * @throws ToolError where nothing may be sent
   */
  pass(intents: readonly Intent[], look: Look, announced?: boolean): Promise<Confirmation>;
}
