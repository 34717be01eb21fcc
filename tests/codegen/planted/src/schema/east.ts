// Planted: two files that import each other, one of them as a type only.
import { west } from "./west.js";

export type East = "east";
export const opposite = west;
