import type { Tier } from "./catalogue.js";
import type { EndpointKey } from "./model.js";

/** A finished entry of `tools/list`. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: InputSchema;
  /** Only where all actions answer alike. */
  outputSchema?: OutputSchema;
  annotations: Hints;
}

/** Of an answer that succeeds; an error has `error` in place of `data`. */
export interface OutputSchema {
  type: "object";
  properties: { data: AnswerSchema };
}

/** Not closed: an answer may hold more, and a preview holds `requests` instead. */
export interface AnswerSchema {
  /** Left out beside `enum`, which says it. */
  type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  description?: string;
  enum?: readonly string[];
  items?: AnswerSchema;
  properties?: Readonly<Record<string, AnswerSchema>>;
}

/**
 * MCP's hints. Read-only and idempotent are said only where they hold, as MCP's default is that they
 * don't; of a tool that only reads, whether it is destructive or idempotent means nothing.
 */
export interface Hints {
  readOnlyHint?: true;
  destructiveHint?: boolean;
  idempotentHint?: true;
  openWorldHint: boolean;
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
  /** Any keys. */
  additionalProperties?: true;
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
  /** Older names of tools, each with today's. */
  renamed: Record<string, string>;
  tools: Record<string, ToolRecord>;
}
