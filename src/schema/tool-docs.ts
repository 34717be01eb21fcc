import type { Tier } from "./catalogue.js";
import type { EndpointKey } from "./model.js";

/** All that a tool takes, its rarely needed parameters included. */
export interface ToolDoc {
  name: string;
  title: string;
  does: string;
  toolset: string;
  /** The lowest tier at which it is listed. */
  access: Tier;
  actions?: ActionDoc[];
  /** Where there are no actions. */
  endpoints?: EndpointKey[];
  parameters: ParameterDoc[];
}

export interface ActionDoc {
  action: string;
  access: Tier;
  destructive?: true;
  endpoints: EndpointKey[];
}

export interface ParameterDoc {
  name: string;
  type: string;
  required?: true;
  description: string;
  /** Given inside `options`, or beside the other arguments. */
  in?: "options";
  /** Only these actions take it. */
  actions?: string[];
  allowed?: readonly string[];
  minimum?: number;
  maximum?: number;
  default?: string | number | boolean;
  /** Other names under which it is accepted. */
  also?: string[];
  /** Keys of a property string: written as an object, or as `key=value` pairs with commas. */
  keys?: Record<string, string>;
}

export interface ToolDocs {
  tools: ToolDoc[];
}
