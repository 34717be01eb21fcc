/**
 * The library:
 *
 * ```ts
 * import { connect } from "proxmox-mcp";
 *
 * const pve = connect({ host: "pve1", token: "root@pam!name=secret" });
 * const upid = await pve.nodes.qemu.status.start.post({ node: "pve1", vmid: 100 });
 * const { state } = await pve.finishTask(upid);
 * await pve.close();
 * ```
 */
import type { EndpointTree } from "../generated/surface/endpoint-tree.js";
import type { EndpointKey, ParametersOf, ResultOf } from "../generated/surface/keys.js";
import { loadRelease, newestRelease } from "./data/releases.js";
import { createEndpointTree } from "./library/endpoint-tree.js";
import { createValidatedCaller } from "./library/validated.js";
import type { CallOptions } from "./pve/caller.js";
import { type Connection, openConnection } from "./pve/connect.js";
import type { ConnectOptions } from "./pve/options.js";
import type { Version } from "./pve/wire/client.js";
import { type EndpointKey as AnyEndpointKey, type Endpoint, keyOf } from "./schema/model.js";

export type { EndpointTree } from "../generated/surface/endpoint-tree.js";
export type { EndpointKey, ParametersOf, ResultOf } from "../generated/surface/keys.js";
export { isUpid, parseUpid, type Upid } from "./kit/upid.js";
export type { Caller, CallOptions } from "./pve/caller.js";
export type { ImageOptions } from "./pve/cluster/image.js";
export type {
  Guest,
  GuestKind,
  GuestList,
  Inventory,
  OfflineNode,
} from "./pve/cluster/inventory.js";
export type {
  FollowOptions,
  LogLine,
  TaskOutcome,
  TaskProgress,
} from "./pve/cluster/task-progress.js";
export type { Checksum, ImageContent } from "./pve/cluster/upload.js";
export type { Answer } from "./pve/errors/answer.js";
export {
  AuthenticationError,
  CancelledError,
  ConflictError,
  ConnectionError,
  type ErrorCode,
  LockedError,
  NodeUnreachableError,
  NotFoundError,
  PermissionError,
  ProxmoxError,
  ServerError,
  TimeoutError,
  TlsError,
  TooLargeError,
  UnexpectedAnswerError,
  UnsupportedError,
  ValidationError,
} from "./pve/errors/errors.js";
export type { ConnectOptions, ConnectTls } from "./pve/options.js";
export type { TlsMode } from "./pve/wire/certificates.js";
export type { RequestOptions, Timeouts, Version } from "./pve/wire/client.js";
export type { Logger } from "./pve/wire/logger.js";

export interface LibraryOptions extends ConnectOptions {
  /** Checks parameters and answers of every call against the zod schemas; see `proxmox-mcp/zod`. */
  validate?: boolean;
}

type Kept =
  | "close"
  | "finishTask"
  | "followTask"
  | "identity"
  | "inventory"
  | "request"
  | "stopTask"
  | "upload";

/** A cluster: every endpoint of the newest release by its path, and what takes several requests. */
export interface Cluster extends Pick<Connection, Kept>, EndpointTree {
  /** Sends a request to an endpoint by its name; the answer's `data`. */
  call<K extends EndpointKey>(
    endpoint: K,
    parameters: ParametersOf<K>,
    options?: CallOptions,
  ): Promise<ResultOf<K>>;
  /** The release that the cluster runs; asked once. */
  serverVersion(): Promise<Version>;
}

/**
 * Makes a connection to a cluster; nothing is sent before something is asked.
 *
 * @throws ValidationError naming the option that is wrong
 */
export function connect(options: LibraryOptions): Cluster {
  const { validate = false, ...rest } = options;
  const connection = openConnection(rest, { endpointOf });
  const caller = validate ? createValidatedCaller(connection) : connection;
  const { close, finishTask, followTask, identity, inventory, request, stopTask, upload, version } =
    connection;
  return Object.defineProperties(
    {
      call: caller.call,
      serverVersion: version,
      ...{ close, finishTask, followTask, identity, inventory, request, stopTask, upload },
    },
    Object.getOwnPropertyDescriptors(createEndpointTree(caller)),
  ) as Cluster;
}

let known: ReadonlyMap<AnyEndpointKey, Endpoint> | undefined;

/** Spelling lists and property strings takes the schema, which is read with the first request. */
function endpointOf(key: AnyEndpointKey): Endpoint | undefined {
  known ??= new Map(
    loadRelease(newestRelease()).endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
  );
  return known.get(key);
}
