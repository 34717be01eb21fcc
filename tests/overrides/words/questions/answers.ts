import type { EndpointKey, Method } from "../../../../src/schema/model.js";

/** A question and the endpoints of which any answers it. */
export type Row = [ask: string, ...accept: EndpointKey[]];

export const node = (method: Method, rest: string): EndpointKey => `${method} /nodes/{node}${rest}`;
export const vm = (method: Method, rest: string) => node(method, `/qemu/{vmid}${rest}`);
export const container = (method: Method, rest: string) => node(method, `/lxc/{vmid}${rest}`);
/** The endpoint of both kinds of guests. */
export const guest = (method: Method, rest: string) => [vm(method, rest), container(method, rest)];

export const guestList: EndpointKey[] = [
  "GET /cluster/resources",
  node("GET", "/qemu"),
  node("GET", "/lxc"),
];
export const changeVm = [vm("PUT", "/config"), vm("POST", "/config")];
export const changeContainer = [container("PUT", "/config")];
export const changeGuest = [...changeVm, ...changeContainer];
export const createGuest = [node("POST", "/qemu"), node("POST", "/lxc")];
export const grow = guest("PUT", "/resize");
export const tasks: EndpointKey[] = ["GET /cluster/tasks", node("GET", "/tasks")];
export const addRule: EndpointKey[] = [
  "POST /cluster/firewall/rules",
  node("POST", "/firewall/rules"),
  ...guest("POST", "/firewall/rules"),
  "POST /cluster/firewall/groups/{group}",
];
export const volumes = node("GET", "/storage/{storage}/content");
export const deleteVolume = node("DELETE", "/storage/{storage}/content/{volume}");
export const storageUse: EndpointKey[] = [
  node("GET", "/storage"),
  node("GET", "/storage/{storage}/status"),
  "GET /cluster/resources",
];
export const backupJob: EndpointKey[] = ["POST /cluster/backup"];
export const backupNow = node("POST", "/vzdump");
