import type { Words } from "./types.js";

const AGENT = "/nodes/{node}/qemu/{vmid}/agent";

const queries = {
  [`GET ${AGENT}`]: "List the guest agent commands",
  [`GET ${AGENT}/get-fsinfo`]:
    "List the guest's mounted file systems with size and use; needs the agent",
  [`GET ${AGENT}/get-host-name`]: "Read the guest's host name through the agent",
  [`GET ${AGENT}/get-memory-block-info`]:
    "Read the size of the guest's memory blocks through the agent",
  [`GET ${AGENT}/get-memory-blocks`]: "List the guest's memory blocks and which are online",
  [`GET ${AGENT}/get-osinfo`]: "Read the guest's system name, version and kernel through the agent",
  [`GET ${AGENT}/get-time`]: "Read the guest's clock, in nanoseconds since 1970",
  [`GET ${AGENT}/get-timezone`]: "Read the guest's time zone through the agent",
  [`GET ${AGENT}/get-users`]: "List the users logged in to the guest, through the agent",
  [`GET ${AGENT}/get-vcpus`]: "List the guest's CPUs and which are online",
  [`GET ${AGENT}/info`]: "Show the agent's version and the commands it allows",
  [`GET ${AGENT}/network-get-interfaces`]:
    "List the guest's network interfaces with IP and MAC addresses; needs the agent",
  [`POST ${AGENT}/ping`]: "Test if the guest agent answers; fails if not",
};

const actions = {
  [`POST ${AGENT}`]: "Run a guest agent command that takes no arguments, named by command",
  [`POST ${AGENT}/fsfreeze-freeze`]:
    "Freeze the guest's file systems; all writes in the guest hang until thawed",
  [`POST ${AGENT}/fsfreeze-status`]: "Tell if the guest's file systems are frozen or thawed",
  [`POST ${AGENT}/fsfreeze-thaw`]: "Thaw the guest's frozen file systems",
  [`POST ${AGENT}/fstrim`]: "Trim the guest's file systems, which gives space back to the storage",
  [`POST ${AGENT}/shutdown`]: "Shut the guest down through the agent; returns before it is off",
  [`POST ${AGENT}/suspend-disk`]: "Hibernate the guest through the agent; its RAM goes to its disk",
  [`POST ${AGENT}/suspend-hybrid`]: "Suspend the guest through the agent to RAM and disk at once",
  [`POST ${AGENT}/suspend-ram`]: "Suspend the guest through the agent to RAM",
  [`POST ${AGENT}/set-user-password`]: "Set the password of a user in the guest, through the agent",
  [`POST ${AGENT}/exec`]:
    "Run a program in the guest; returns a pid at once, its output comes from exec-status",
  [`GET ${AGENT}/exec-status`]:
    "Read exit code and output of a program begun with exec; a finished one can be read once",
  [`GET ${AGENT}/file-read`]: "Read a file in the guest, at most 16 MiB; truncated says if cut off",
  [`POST ${AGENT}/file-write`]: "Write a file in the guest, replacing it; at most 60 KiB",
};

export default {
  endpoints: { ...queries, ...actions },
  parameters: {
    [AGENT]: {
      file: "Absolute path in the guest",
    },
    [`POST ${AGENT}`]: {
      command: "Agent command without arguments; get-... and info only read",
    },
    [`POST ${AGENT}/exec`]: {
      command: "Program and arguments, one entry each; no shell: use sh, -c, <line>",
      "input-data": "Text for the program's standard input, at most 64 KiB",
    },
    [`GET ${AGENT}/exec-status`]: {
      pid: "Process id that exec returned",
    },
    [`GET ${AGENT}/file-read`]: {
      count: "Bytes to read; default and most 16777216 (16 MiB)",
      decode: "0 returns the content in base64, right for binary files; default 1",
      offset: "Byte to start at; default 0",
    },
    [`POST ${AGENT}/file-write`]: {
      content: "New content of the file; already in base64 with encode=0",
      encode: "0 if content is in base64, as it must be for non-ASCII text; default 1",
    },
    [`POST ${AGENT}/set-user-password`]: {
      crypted: "1 if the password is given as a crypt() hash; default 0",
      password: "New password",
      username: "User in the guest",
    },
  },
} satisfies Words;
