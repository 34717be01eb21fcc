import type { Tier } from "./catalogue.js";
import type { EndpointKey } from "./model.js";

/** A finished entry of `tools/list`. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: InputSchema;
  annotations: {
    readOnlyHint: boolean;
    destructiveHint: boolean;
    idempotentHint: boolean;
    openWorldHint: boolean;
  };
}

/**
 * Not closed: parameters of the endpoints that aren't listed are accepted too. What nothing takes is
 * refused when called.
 */
export interface InputSchema {
  type: "object";
  properties: Record<string, ArgumentSchema>;
  required?: string[];
}

export interface ArgumentSchema {
  type: "string" | "integer" | "number" | "boolean" | "array" | "object";
  description: string;
  enum?: string[];
  items?: { type: string };
  minimum?: number;
  maximum?: number;
}

export interface ToolRecord {
  toolset: string;
  core?: true;
  /** What the tool stands for, with the tier that each endpoint needs. */
  endpoints: Record<EndpointKey, Tier>;
  /** The entry from each tier on; a tier without one inherits from the tier before it. */
  variants: Partial<Record<Tier, ListedTool>>;
}

export interface ToolList {
  release: string;
  tools: Record<string, ToolRecord>;
}
