import { Agent } from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, type TLSSocket } from "node:tls";
import type { Judge } from "./certificates.js";
import { Failure, failureOf } from "./failure.js";

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
  agent.createConnection = ((target: { host?: string; port?: number | string }, done: Done) => {
    open(String(target.host), Number(target.port), options, done);
  }) as unknown as Agent["createConnection"];
  return agent;
}

function open(host: string, port: number, options: AgentOptions, done: Done): void {
  const socket: TLSSocket = connect({
    host,
    port,
    ...(isIP(host) === 0 && { servername: host }),
    ...(options.ca !== undefined && { ca: options.ca }),
    ALPNProtocols: ["http/1.1"],
    // The judge decides, so that every refusal can show the certificate.
    rejectUnauthorized: false,
  });
  socket.setNoDelay(true);
  const finish = (failure?: Failure) => {
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
    finish(new Failure("refused", "connect", "the connection was closed during the TLS handshake"));
  const timer = setTimeout(() => {
    const seconds = options.connectTimeout / 1000;
    finish(new Failure("timeout", "connect", `no connection within ${seconds} s`));
  }, options.connectTimeout);
  socket.once("error", onError);
  socket.once("close", onClose);
  socket.once("secureConnect", () => finish(judged(socket, { host, port }, options.judge)));
}

function judged(
  socket: TLSSocket,
  address: { host: string; port: number },
  judge: Judge,
): Failure | undefined {
  try {
    const problem = judge(socket, address);
    return problem && new Failure("tls", "connect", problem.message, problem);
  } catch (error) {
    const message = (error as Error).message;
    return new Failure("tls", "connect", message, { message, hint: "Mend that file first." });
  }
}
