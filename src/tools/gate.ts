import { unavailable } from "../data/availability.js";
import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease, releases } from "../data/releases.js";
import { decide, type Rules } from "../policy/decide.js";
import { createClient, type Client } from "../pve/client.js";
import type { CallOptions, Caller } from "../pve/endpoint.js";
import type { ClientOptions } from "../pve/options.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../schema/model.js";
import { minorRelease, nearestRelease } from "../schema/releases.js";
import { type Problem, validate } from "../schema/validate.js";
import { nearest, ToolError } from "./errors.js";

export interface Gate extends Caller {
  /** The endpoint as the connected release has it; asks the node for its version once. */
  endpoint(key: EndpointKey): Promise<Endpoint>;
  /** The connected release, its schema, and whether that is only the nearest one. */
  release(): Promise<{ version: string; release: string; api: Api; exact: boolean }>;
  close(): Promise<void>;
}
