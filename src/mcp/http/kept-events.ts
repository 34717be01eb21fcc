import type { EventStore, JSONRPCMessage } from "@modelcontextprotocol/server";

/** Bytes of what is kept for one session, and for all. */
const MOST_OF_ONE = 1024 * 1024;
const MOST_OF_ALL = 32 * 1024 * 1024;

/** What was sent to the clients of sessions, for those whose connection was cut. */
export interface KeptEvents {
  /** A place for one session, whose ids mean nothing in another. */
  open(): SessionEvents;
  /** Of all sessions. */
  readonly bytes: number;
}

export interface SessionEvents extends EventStore {
  /** Forgets them. */
  close(): void;
}

interface Kept {
  stream: string;
  message: JSONRPCMessage;
  bytes: number;
  forget(): void;
}

/** Of too many, the oldest go. */
export function createKeptEvents(mostOfOne = MOST_OF_ONE, mostOfAll = MOST_OF_ALL): KeptEvents {
  const all = new Set<Kept>();
  let bytes = 0;

  function open(): SessionEvents {
    const own = new Map<string, Kept>();
    let ownBytes = 0;
    let last = 0;

    function keep(id: string, stream: string, message: JSONRPCMessage): void {
      const kept: Kept = {
        stream,
        message,
        bytes: Buffer.byteLength(JSON.stringify(message)),
        forget: () => {
          if (!own.delete(id)) return;
          all.delete(kept);
          ownBytes -= kept.bytes;
          bytes -= kept.bytes;
        },
      };
      own.set(id, kept);
      all.add(kept);
      ownBytes += kept.bytes;
      bytes += kept.bytes;
      while (ownBytes > mostOfOne) oldestOf(own.values())?.forget();
      while (bytes > mostOfAll) oldestOf(all)?.forget();
    }

    return {
      async storeEvent(stream, message) {
        last += 1;
        const id = String(last);
        keep(id, stream, message);
        return id;
      },
      getStreamIdForEventId: async (id) => own.get(id)?.stream,
      async replayEventsAfter(id, { send }) {
        const stream = own.get(id)?.stream ?? "";
        const ids = [...own.keys()];
        const missed = ids.slice(ids.indexOf(id) + 1);
        for (const next of missed) {
          const kept = own.get(next);
          // what begins a stream is no message
          if (kept?.stream !== stream || !("jsonrpc" in kept.message)) continue;
          await send(next, kept.message);
        }
        return stream;
      },
      close() {
        for (const kept of [...own.values()]) kept.forget();
      },
    };
  }

  return {
    open,
    get bytes() {
      return bytes;
    },
  };
}

function oldestOf(kept: Iterable<Kept>): Kept | undefined {
  const [oldest] = kept;
  return oldest;
}
