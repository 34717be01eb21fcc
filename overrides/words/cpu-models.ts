import type { Words } from "./types.js";

/** CPU models that a cluster defines for its VMs, since Proxmox VE 9.2. */
export default {
  endpoints: {
    "GET /cluster/qemu": "List the sub-paths of QEMU settings of the cluster (index only)",
    "GET /cluster/qemu/cpu-flags":
      "List CPU flags with their meaning, and which nodes support each of them",
    "GET /cluster/qemu/custom-cpu-models": "List the cluster's own CPU models with their settings",
    "POST /cluster/qemu/custom-cpu-models":
      "Add a CPU model; VMs use it as cpu custom-<name> from their next start",
    "GET /cluster/qemu/custom-cpu-models/{cputype}": "Get one of the cluster's own CPU models",
    "PUT /cluster/qemu/custom-cpu-models/{cputype}":
      "Change a CPU model; VMs that use it follow at their next start",
    "DELETE /cluster/qemu/custom-cpu-models/{cputype}":
      "Delete a CPU model; VMs that still use it no longer start",
  },
  parameters: {
    "/cluster/qemu": {
      cputype: "Name of the CPU model, with or without custom- before it",
      flags: "CPU flags added (+) or removed (-), ;-separated, such as +aes;-pcid",
      "guest-phys-bits": "Bits of a physical address that the guest may use, 32 to 64",
      hidden: "1 hides from the guest that it runs under KVM; x86-64 only; default 0",
      "hv-vendor-id": "Hyper-V vendor id that Windows sees, up to 12 letters and digits",
      level: "Highest basic CPUID leaf that the guest sees; 30 helps Windows with Hyper-V to boot",
      "phys-bits": "Bits of a physical address reported to the guest: 8 to 64, or host",
      "reported-model": "QEMU CPU model that the guest sees; default kvm64",
    },
    "GET /cluster/qemu/cpu-flags": {
      arch: "Architecture of the VM, x86_64 or aarch64; default is the node's own",
    },
  },
} satisfies Words;
