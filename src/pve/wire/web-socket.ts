import type { IncomingMessage } from "node:http";
import type { Agent } from "node:https";
import type { Duplex } from "node:stream";
import { type Address, printAddress } from "./address.js";
import { createCollector } from "./collect.js";
import { failureOf } from "./connection-failure.js";
import { NoWebSocket } from "./no-web-socket.js";
import type { WireAnswer } from "./transport.js";

/** Bytes of one message; the server sends 128 KiB at most. */
const LARGEST = 1024 * 1024;
const LARGEST_REFUSAL = 64 * 1024;

/**
 * Opens a websocket over connections that our TLS judge has agreed to. The server knows neither
 * compression nor fragments.
 *
 * @returns its bytes as a stream, which may be destroyed at any time
 * @throws NoWebSocket for a refusal, ConnectionFailure when there was no answer
 */
export async function openWebSocket(
  agent: Agent,
  address: Address,
  target: string,
  { headers, signal }: { headers: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<Duplex> {
  const { default: WebSocket, createWebSocketStream } = await import("ws");
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`wss://${printAddress(address)}${target}`, ["binary"], {
      agent,
      headers,
      perMessageDeflate: false,
      followRedirects: false,
      maxPayload: LARGEST,
    });
    const stop = () => {
      socket.terminate();
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
    const settle = (act: () => void) => {
      signal.removeEventListener("abort", stop);
      act();
    };
    socket.once("open", () =>
      settle(() => {
        const stream = createWebSocketStream(socket);
        // a stream that fails after its reader has gone has nobody else to tell
        stream.on("error", () => {});
        resolve(stream);
      }),
    );
    // stays for good: whatever fails after the end has nobody else to tell
    socket.on("error", (error) => settle(() => reject(failureOf(error, "connect"))));
    socket.once("unexpected-response", (_, response) => {
      readRefusal(response, (answer) => settle(() => reject(new NoWebSocket(answer))));
    });
  });
}

function readRefusal(response: IncomingMessage, done: (answer: WireAnswer) => void): void {
  const collector = createCollector(LARGEST_REFUSAL);
  response.on("data", (chunk: Buffer) => {
    if (!collector.add(chunk)) response.destroy();
  });
  response.once("close", () => {
    const { headers, statusCode = 0, statusMessage = "" } = response;
    done({ status: statusCode, reason: statusMessage, headers, body: collector.text() });
  });
}
