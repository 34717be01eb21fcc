import { bringImage, type ImageOptions } from "./cluster/image.js";
import { createInventory, type Inventory } from "./cluster/inventory.js";
import type { FollowOptions, TaskOutcome, TaskProgress } from "./cluster/task-progress.js";
import { finishTask, followTask, stopTask } from "./cluster/tasks.js";
import { type ConnectOptions, clientOptions } from "./options.js";
import { type Client, type ClientOptions, createClient } from "./wire/client.js";

/** A cluster to talk to. */
export interface Connection extends Client {
  /** Which guest is where. */
  readonly inventory: Inventory;
  /** What a task does, step by step, and how it ended. */
  followTask(
    upid: string,
    options?: FollowOptions,
  ): AsyncGenerator<TaskProgress, TaskOutcome, void>;
  /** Waits for a task's end. */
  finishTask(
    upid: string,
    options?: FollowOptions & { onProgress?: (progress: TaskProgress) => void },
  ): Promise<TaskOutcome>;
  stopTask(upid: string, signal?: AbortSignal): Promise<void>;
  /** Brings an image from a URL or a file to a storage. @returns the task's UPID */
  upload(options: ImageOptions): Promise<string>;
}

/**
 * Checks the options and makes a connection of them; nothing is sent before something is asked.
 *
 * @throws ValidationError naming the option that is wrong
 */
export function openConnection(
  options: ConnectOptions,
  more: Pick<ClientOptions, "endpointOf" | "openWebSocket"> = {},
): Connection {
  const client = createClient({ ...clientOptions(options), ...more });
  return {
    ...client,
    inventory: createInventory(client),
    followTask: (upid, follow) => followTask(client, upid, follow),
    finishTask: (upid, follow) => finishTask(client, upid, follow),
    stopTask: (upid, signal) => stopTask(client, upid, signal),
    upload: (image) => bringImage(client, options.uploadFolder, image),
  };
}
