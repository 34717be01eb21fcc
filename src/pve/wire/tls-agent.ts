import { Agent } from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, createSecureContext, type SecureContext, type TLSSocket } from "node:tls";
import type { Address } from "./address.js";
import type { Judge } from "./certificates.js";
import { ConnectionFailure, failureOf } from "./connection-failure.js";
import { systemRoots } from "./system-roots.js";

export interface AgentOptions {
  judge: Judge;
  ca?: string;
  /** Milliseconds for name lookup, TCP and TLS together. */
  connectTimeout: number;
}

/**
 * The server drops an idle connection after 5 s. Letting go of it first avoids writing into one
 * that is just being closed, after which nobody knows whether a write arrived.
 */
const IDLE = 4_000;

type Done = (error: Error | null, socket?: Duplex) => void;

/**
 * Keep-alive connections over which nothing is sent before the certificate was judged.
 *
 * Sessions aren't resumed: a resumed one shows no certificate to judge.
 */
export function createAgent(options: AgentOptions): Agent {
  const agent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: IDLE });
  const trust = createTrust(options.ca);
  agent.createConnection = ((target: { host?: string; port?: number | string }, done: Done) => {
    const address = { host: String(target.host), port: Number(target.port) };
    open(address, trust, options, (failure, socket) => {
      // No root that Node ships signed it; one of the operating system's may have.
      if (failure?.certificate?.untrusted && trust.widen()) open(address, trust, options, done);
      else done(failure, socket);
    });
  }) as unknown as Agent["createConnection"];
  return agent;
}

/** Which roots are trusted. */
interface Trust {
  context(): SecureContext;
  /** Adds the operating system's roots. @returns false when that changes nothing */
  widen(): boolean;
}

/** Reading the system's roots takes some ten milliseconds, so only who needs them does. */
function createTrust(ca: string | undefined): Trust {
  let context: SecureContext | undefined;
  let widened = ca !== undefined;
  return {
    context() {
      context ??= createSecureContext(ca === undefined ? {} : { ca });
      return context;
    },
    widen() {
      if (widened) return false;
      widened = true;
      const roots = systemRoots();
      if (roots) context = createSecureContext({ ca: roots });
      return roots !== undefined;
    },
  };
}

function open(
  address: Address,
  trust: Trust,
  options: AgentOptions,
  done: (failure: ConnectionFailure | null, socket?: TLSSocket) => void,
): void {
  const { host, port } = address;
  const socket: TLSSocket = connect({
    host,
    port,
    ...(isIP(host) === 0 && { servername: host }),
    secureContext: trust.context(),
    ALPNProtocols: ["http/1.1"],
    // The judge decides, so that every refusal can show the certificate.
    rejectUnauthorized: false,
  });
  socket.setNoDelay(true);
  const finish = (failure?: ConnectionFailure) => {
    clearTimeout(timer);
    socket.removeListener("error", onError);
    socket.removeListener("close", onClose);
    if (!failure) return done(null, socket);
    // A socket that goes on failing while it is torn down has nobody else to tell.
    socket.on("error", () => {});
    socket.destroy();
    return done(failure);
  };
  const onError = (error: Error) => finish(failureOf(error, "connect"));
  const onClose = () =>
    finish(
      new ConnectionFailure(
        "refused",
        "connect",
        "the connection was closed during the TLS handshake",
      ),
    );
  const timer = setTimeout(() => {
    const seconds = options.connectTimeout / 1000;
    finish(new ConnectionFailure("timeout", "connect", `no connection within ${seconds} s`));
  }, options.connectTimeout);
  socket.once("error", onError);
  socket.once("close", onClose);
  socket.once("secureConnect", () => finish(judged(socket, address, options.judge)));
}

function judged(socket: TLSSocket, address: Address, judge: Judge): ConnectionFailure | undefined {
  try {
    const problem = judge(socket, address);
    return problem && new ConnectionFailure("tls", "connect", problem.message, problem);
  } catch (error) {
    const message = (error as Error).message;
    return new ConnectionFailure("tls", "connect", message, {
      message,
      hint: "Mend that file first.",
    });
  }
}
