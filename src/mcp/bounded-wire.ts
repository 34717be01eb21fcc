import type { Readable, Writable } from "node:stream";
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type Transport,
} from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";

/** Requests that wait for their answer at the same time; more aren't read meanwhile. */
const MOST_REQUESTS = 500;

/** Bytes that a client hasn't taken yet; nothing more is read until it takes them. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** Bytes of one message: the SDK's own limit, after which it closes the connection. */
const LONGEST_MESSAGE = 10 * 1024 * 1024;

export interface WireOptions {
  stdin: Readable;
  stdout: Writable;
  /** The client sent a message that is too long; nothing more is read. */
  onTooLong: (error: Error) => void;
  /** Either end is closed. */
  onClosed: () => void;
}

/**
 * The SDK's stdio, held to an amount: a client that asks without end, or takes no answers, is read no
 * further until it does, and hears of no progress.
 */
export function boundedWire({ stdin, stdout, onTooLong, onClosed }: WireOptions): Transport {
  const stdio = new StdioServerTransport(stdin as never, stdout as never, {
    maxBufferSize: LONGEST_MESSAGE,
  });
  const waiting = new Set<string | number>();
  let isClosed = false;

  const isFull = () => waiting.size >= MOST_REQUESTS || stdout.writableLength > MOST_UNREAD;

  function regulate(): void {
    if (isClosed) return;
    if (isFull()) stdin.pause();
    else if (stdin.isPaused()) stdin.resume();
  }

  function received(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) waiting.add(message.id);
    // the SDK answers no request that was cancelled
    else if (isCancellation(message)) waiting.delete(message.params.requestId);
    regulate();
  }

  const wire: Transport = {
    async start() {
      stdio.onmessage = (message) => {
        received(message);
        wire.onmessage?.(message);
      };
      stdio.onerror = (error) => {
        if (error.message.includes("exceeded maximum size")) onTooLong(tooLong());
        wire.onerror?.(error);
      };
      stdio.onclose = () => {
        isClosed = true;
        wire.onclose?.();
        onClosed();
      };
      stdout.on("drain", regulate);
      await stdio.start();
    },
    async send(message) {
      if (isProgress(message) && stdout.writableLength > MOST_UNREAD) return;
      const sent = stdio.send(message);
      if ("id" in message && !("method" in message) && message.id !== undefined) {
        waiting.delete(message.id);
      }
      regulate();
      await sent;
    },
    close: () => stdio.close(),
  };
  return wire;
}

function tooLong(): Error {
  return new Error(
    `the client sent a message of more than ${LONGEST_MESSAGE} bytes: the connection is closed`,
  );
}

function isProgress(message: JSONRPCMessage): boolean {
  return isJSONRPCNotification(message) && message.method === "notifications/progress";
}

function isCancellation(
  message: JSONRPCMessage,
): message is JSONRPCMessage & { params: { requestId: string | number } } {
  return isJSONRPCNotification(message) && message.method === "notifications/cancelled";
}
