import type { Derived } from "./derive.js";
import type { Model } from "./model.js";

/** One file, or with `marker` the part of it between two marks. */
export interface GeneratedFile {
  /** From the root of the checkout. */
  path: string;
  text: string;
  /** The text stands between `<!-- generated:<marker> -->` and `<!-- /generated:<marker> -->`. */
  marker?: string;
}

/** Makes files from the schema and our words. Emitters are pure and don't import each other. */
export type SurfaceEmitter = (model: Model) => GeneratedFile[];

/** Makes files from what overrides add. */
export type ServedEmitter = (derived: Derived) => GeneratedFile[];
