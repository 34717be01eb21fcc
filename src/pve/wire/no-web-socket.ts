import type { WireAnswer } from "./transport.js";

/** What came instead of a websocket. */
export class NoWebSocket {
  constructor(readonly answer: WireAnswer) {}
}
