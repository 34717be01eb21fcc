/**
 * The normalised Proxmox API: facts only, as `schema/pve-<release>.json` stores them.
 *
 * Keywords keep Proxmox's own names so that a line of a schema file can be compared with
 * `apidoc.js` by eye. What the normaliser changes is listed in `normalise.ts`.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export const METHODS: readonly Method[] = ["GET", "POST", "PUT", "DELETE"];

/** `"GET /nodes/{node}/qemu"`: how every other room names an endpoint. */
export type EndpointKey = `${Method} /${string}`;

export type SchemaType =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "array"
  | "object"
  | "null"
  | "any";

/** One parameter, return value, or key of a property string. */
export interface Schema {
  type?: SchemaType;
  optional?: true;
  default?: string | number | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  /** Perl source, matched against the whole value; see `pattern.ts`. */
  pattern?: string;
  enum?: string[];
  /** A named format, or the keys of a property string (`key=value,…`). */
  format?: string | Record<string, Schema>;
  /** The keys of a property string whose format is only named, sorted. */
  keys?: string[];
  /** Another parameter that must be given too. */
  requires?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  /** Absent means that unknown keys are allowed, as in Proxmox. */
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  /** The sibling whose value decides which `instance-types` this belongs to. */
  "type-property"?: string;
  "instance-types"?: string[];
  /** Property strings: the key that may stand bare. */
  default_key?: true;
  /** Property strings: this key is another spelling of that one. */
  alias?: string;
  /** Property strings: with `alias`, the key's own name is the value of this one. */
  keyAlias?: string;
  /** Answers: how Proxmox's own command line shows the value (`bytes`, `timestamp` …). */
  renderer?: string;
  /** Answers: which sub-resource an entry of a list leads to (`{name}`). */
  links?: { rel: string; href: string }[];
  /** Keywords that aren't understood here: the object is closed, so nothing unchecked is sent. */
  unknown?: string[];
  /** Hash of the vendor's sentences, so that a diff notices that they changed. */
  text?: string;
}

/** `["perm", path, [privileges], …]`, `["and", …]`, `["or", …]`, `["userid-param", …]` … as in apidoc. */
export type PermissionCheck = [string, ...Json[]];

export interface Permissions {
  /** `all`: any authenticated user; `world`: nobody needs to log in. */
  user?: string;
  check?: PermissionCheck;
  text?: string;
}

export interface Endpoint {
  path: `/${string}`;
  method: Method;
  /** Proxmox's name of the Perl method: unique only within one of its modules. */
  name: string;
  /** Always of type `object`. */
  parameters: Schema;
  returns?: Schema;
  /** Absent: only root@pam may call it, and no token ever can. */
  permissions?: Permissions;
  /** `false`: needs a ticket; API tokens are refused. */
  allowtoken?: false;
  /** Runs in pvedaemon as root. */
  protected?: true;
  /** The parameter that names the node on which it runs. */
  proxyto?: string;
  download_allowed?: true;
  expose_credentials?: true;
  text?: string;
}

export interface Api {
  product: string;
  release: string;
  endpoints: Endpoint[];
}

export function keyOf(endpoint: Pick<Endpoint, "method" | "path">): EndpointKey {
  return `${endpoint.method} ${endpoint.path}`;
}

/** `["node", "vmid"]` of `/nodes/{node}/qemu/{vmid}`. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] as string);
}
