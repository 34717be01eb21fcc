/**
 * Names that people have in their prompts and scripts: tools, values of `action`, arguments. What
 * each call is to do is our own judgement.
 */
export interface NamedTool {
  tool: string;
  /** Who calls; a token with every privilege unless said. */
  login?: "password";
  /** Release of the cluster; the newest unless said. */
  pve?: string;
  /** Files that may be uploaded, by name. */
  uploads?: Readonly<Record<string, string>>;
  /** In this order, on one cluster. */
  cases: readonly Case[];
}

export interface Case {
  args: Record<string, unknown>;
  /** Calls that make the ground ready. */
  setup?: readonly [tool: string, args: Record<string, unknown>][];
  /** Arguments that only the cluster knows: picked from what another call answers. */
  from?: readonly [
    tool: string,
    args: Record<string, unknown>,
    pick: (data: unknown) => Record<string, unknown>,
  ];
  /**
   * Requests that must reach the cluster, in this order: `"PUT /nodes/pve1/dns"`. Others may come
   * between.
   */
  sends?: readonly string[];
  /** What the last of them must have carried, as Proxmox got it. */
  with?: Record<string, unknown>;
  /** Part of the answer's `data`; for a list, entries that it must have. */
  answers?: unknown;
  /**
   * It can't be done: the code of the error and a part of its message or hint. With `sends` it is
   * the cluster that refuses, else nothing is sent.
   */
  refusal?: { code: string; says: string };
  /** What the cluster says afterwards, asked for by another way. */
  after?: readonly Look[];
}

export interface Look {
  /** Of a GET endpoint. */
  path: string;
  parameters?: Record<string, unknown>;
  /** Part of the answer; for a list, an entry that it must have. */
  shows?: unknown;
  /** An entry that a list must not have. */
  lacks?: object;
  /** The request fails: what isn't there can't be read. */
  fails?: true;
}
