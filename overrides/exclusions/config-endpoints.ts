/** Where the configuration of a guest is written. */
export const VM_CONFIG = [
  "POST /nodes/{node}/qemu",
  "POST /nodes/{node}/qemu/{vmid}/config",
  "PUT /nodes/{node}/qemu/{vmid}/config",
] as const;

export const CT_CONFIG = ["POST /nodes/{node}/lxc", "PUT /nodes/{node}/lxc/{vmid}/config"] as const;
