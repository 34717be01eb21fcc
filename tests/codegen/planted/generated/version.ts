// Planted: the interface may be imported as a type only.
import type { Caller } from "../src/pve/endpoint.js";
import { type CallOptions } from "../src/pve/endpoint.js";

export type Both = Caller & CallOptions;
