import type { Launch } from "../../../src/clients/client.js";

/** A client in a folder of its own, which is its home too. */
export interface Place {
  folder: string;
  /** How it has to start the server. */
  server: Launch;
  /** Runs a program of the client's packages there, with nothing of this machine's settings. */
  run(program: string, args: readonly string[], env?: Record<string, string>): Promise<string>;
}

export interface DrivenClient {
  name: string;
  /** With their versions: what they print and want changes. */
  packages: readonly string[];
  /** Connects, lists the tools and calls one. */
  drive(place: Place): Promise<Seen>;
}

export interface Seen {
  /** How many tools the client was told of. */
  tools: number;
  /** What it was answered, as text or as it passes it on. */
  answer: unknown;
}

/** The tool that each of them calls. */
export const TOOL = "proxmox_guest_list";

export const TASK = "List the guests of the cluster.";
