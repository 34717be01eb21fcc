import type { HarmlessField } from "./types.js";

/** Fields of answers of tier `read` that sound like a secret and hold none. */
export const harmlessFields: readonly HarmlessField[] = [
  {
    paths: [
      "/nodes/{node}/*/{vmid}/pending",
      "/nodes/{node}/qemu/{vmid}/cloudinit",
      "/nodes/{node}/storage/{storage}/import-metadata",
    ],
    field: "key",
    reason: "the name of a setting",
  },
  { paths: ["/cluster/sdn/route-maps/**"], field: "key", reason: "the name of a route's field" },
  {
    paths: ["/nodes/{node}/qemu/{vmid}/config"],
    field: "cipassword",
    reason: "always ten asterisks",
  },
  { paths: ["/nodes/{node}/qemu/{vmid}/config"], field: "pre-enrolled-keys", reason: "a boolean" },
  {
    paths: ["/**"],
    field: "public_key",
    reason: "what a peer needs, and everybody may know",
  },
  {
    paths: ["/cluster/sdn/fabrics/**"],
    field: "lock-token",
    reason: "a parameter of writes, never stored",
  },
];
