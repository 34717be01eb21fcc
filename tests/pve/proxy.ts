import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What goes wrong with the next connections, or with what goes over them. */
export interface Faults {
  /** Cuts the connection when a request comes, which the server never sees. */
  cutRequests?: boolean;
  /** Lets the request through, and cuts the connection when the answer comes. */
  cutAnswers?: boolean;
  /** Lets half of the answer through, and closes this side only. */
  halveAnswers?: boolean;
  /** Bytes of the answer at a time, one lot every 20 ms. */
  drip?: number;
  /** Closes new connections at once. */
  refuse?: boolean;
}

export interface FaultyProxy {
  port: number;
  faults: Faults;
  /** Sets faults that go when one of them has happened. */
  once(faults: Faults): void;
  /** How many have happened. */
  bitten: number;
  /** Cuts all that is open, the right way or by a reset. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * A TCP proxy that breaks what it carries. It knows requests and answers from the handshake by the
 * type of their TLS records, which only TLS 1.2 shows: the server has to be limited to that.
 */
export async function startProxy(target: () => number): Promise<FaultyProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  };
  let single = false;
  const bite = () => {
    proxy.bitten += 1;
    if (single) proxy.faults = {};
    single = false;
  };
  const proxy: FaultyProxy = {
    port: 0,
    faults: {},
    bitten: 0,
    once(faults) {
      proxy.faults = faults;
      single = true;
    },
    reset() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  const server = createServer((client) => {
    keep(client);
    if (proxy.faults.refuse) {
      bite();
      client.destroy();
      return;
    }
    const upstream = connect(target(), "127.0.0.1");
    keep(upstream);
    const cut = () => {
      bite();
      client.resetAndDestroy();
      upstream.destroy();
    };
    client.on("data", (chunk) => {
      if (proxy.faults.cutRequests && isData(chunk)) cut();
      else upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (proxy.faults.cutAnswers && isData(chunk)) return cut();
      if (proxy.faults.halveAnswers && isData(chunk)) {
        bite();
        upstream.pause();
        return client.end(chunk.subarray(0, chunk.length >> 1));
      }
      if (proxy.faults.drip && isData(chunk)) return drip(client, chunk, proxy.faults.drip);
      return client.write(chunk);
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.end());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  proxy.port = (server.address() as AddressInfo).port;
  return proxy;
}

function drip(client: Socket, chunk: Buffer, size: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (client.destroyed || sent >= chunk.length) return clearInterval(timer);
    client.write(chunk.subarray(sent, sent + size));
    sent += size;
  }, 20);
}

const APPLICATION_DATA = 23;

function isData(chunk: Buffer): boolean {
  return chunk[0] === APPLICATION_DATA;
}
