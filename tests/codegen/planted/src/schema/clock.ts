// Planted: what is pure does no input and output.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export const both = [createHash, readFileSync];
