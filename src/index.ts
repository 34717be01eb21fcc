/**
 * The library:
 *
 * ```ts
 * import { connect, endpoints } from "proxmox-mcp";
 *
 * const pve = connect({ host: "pve1", token: "root@pam!name=secret" });
 * const upid = await endpoints.postNodesByNodeQemuByVmidStatusStart(pve, { node: "pve1", vmid: 100 });
 * const { state } = await pve.finishTask(upid);
 * await pve.close();
 * ```
 */
import { loadRelease, newestRelease } from "./data/releases.js";
import { type Connection, type ConnectOptions, openConnection } from "./pve/connect.js";
import { type Endpoint, type EndpointKey, keyOf } from "./schema/model.js";

/** One function for each endpoint of the newest release, named after method and path. */
export * as endpoints from "../generated/endpoints/index.js";
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
export type { Connection, ConnectOptions, ConnectTls } from "./pve/connect.js";
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
  UnexpectedAnswerError,
  UnsupportedError,
  ValidationError,
} from "./pve/errors/errors.js";
export type { TlsMode } from "./pve/wire/certificates.js";
export type { Client, RequestOptions, Timeouts, Version } from "./pve/wire/client.js";
export type { Logger } from "./pve/wire/logger.js";
export type { EndpointKey } from "./schema/model.js";

let known: ReadonlyMap<EndpointKey, Endpoint> | undefined;

/** Spelling lists and property strings takes the schema, which is read with the first request. */
function endpointOf(key: EndpointKey): Endpoint | undefined {
  known ??= new Map(
    loadRelease(newestRelease()).endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
  );
  return known.get(key);
}

/**
 * Makes a connection to a cluster; nothing is sent before something is asked.
 *
 * @throws ValidationError naming the option that is wrong
 */
export function connect(options: ConnectOptions): Connection {
  return openConnection(options, endpointOf);
}
