// Planted: the interface may be imported as a type only.
import type { Caller } from "../src/pve/caller.js";
import { type CallOptions } from "../src/pve/caller.js";

export type Both = Caller & CallOptions;
