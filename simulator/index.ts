import { loadRelease, newestRelease } from "../src/data/releases.js";
import type { Api } from "../src/schema/model.js";
import { compareReleases } from "../src/schema/releases.js";
import { createTicketOffice } from "./access/tickets.js";
import { createConsoleDoor } from "./consoles/console-door.js";
import { createConsolePorts } from "./consoles/console-ports.js";
import { handlersFor } from "./handlers.js";
import type { Admin } from "./http/admin.js";
import { createCertificate } from "./http/certificate.js";
import { type ServeOptions, serve } from "./http/handle-request.js";
import { createFaults, type FaultRule, type Faults } from "./http/injected-faults.js";
import { listen } from "./http/listen.js";
import { createRequestLog, type LoggedRequest } from "./http/request-log.js";
import { createRouter } from "./http/router.js";
import { buildState, type StateName } from "./state/initial-states.js";
import type { State } from "./state/state.js";
import { type Clock, type ManualClock, manualClock, realClock } from "./support/clock.js";

export type { AreaCoverage } from "./coverage.js";
export { coverage } from "./coverage.js";
export type { FaultRule, Faults, TaskFaultRule } from "./http/injected-faults.js";
export type { LoggedRequest } from "./http/request-log.js";
export { STATE_NAMES, type StateName } from "./state/initial-states.js";
export type { State } from "./state/state.js";
export type { Clock, ManualClock } from "./support/clock.js";
export { manualClock, realClock } from "./support/clock.js";

export interface SimulatorOptions {
  /** The release that it plays, endpoints and all, such as `8.4`; the newest by default. */
  release?: string;
  /** Another description of an API instead of a release that ships. */
  api?: Api;
  /** 0 or absent: any free one. */
  port?: number;
  /** Address to listen on; `127.0.0.1` by default. */
  host?: string;
  state?: StateName;
  /** Of the state `large`. */
  nodes?: number;
  /** Of the state `large`. */
  guests?: number;
  /** Real time by default; `manual` starts one that only tests turn. */
  clock?: Clock | "manual";
  /** How many times faster than real time the default clock goes. */
  speed?: number;
  /** Milliseconds before a 401 goes out; 3000 as Proxmox has it. */
  unauthorizedDelay?: number;
  faults?: readonly FaultRule[];
}

export interface Simulator {
  /** `https://127.0.0.1:8006` */
  url: string;
  host: string;
  port: number;
  /** A token with every privilege: `user@realm!name=secret`. */
  token: string;
  /** A user with every privilege, for logging in by password. */
  user: string;
  password: string;
  /** PEM; changes when a test renews it. */
  readonly certificate: string;
  /** SHA-256, `AA:BB:…` */
  readonly fingerprint: string;
  clock: Clock;
  /** The same clock where it's turned by hand. */
  manual?: ManualClock;
  state: State;
  faults: Faults;
  /** Every request that passed authentication, oldest first. */
  readonly requests: readonly LoggedRequest[];
  clearRequests(): void;
  /** Errors of the simulator itself: a test that finds any has found a bug here. */
  readonly crashes: readonly Error[];
  /** Presents a new certificate from the next connection on; answers its fingerprint. */
  renewCertificate(): Promise<string>;
  /** Cuts all open connections. */
  dropConnections(): void;
  /** Stops listening and everything that was still to happen. */
  close(): Promise<void>;
}

const BODY_LIMIT = 512 * 1024;
/** Before pve-http-server 5.2.1, that is up to Proxmox VE 8.3. */
const OLD_BODY_LIMIT = 64 * 1024;

/**
 * Starts a Proxmox cluster in memory, behind HTTPS with a certificate made on the spot.
 *
 * @throws when the port is taken, or no such release ships
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = "127.0.0.1" } = options;
  const api = options.api ?? loadRelease(options.release ?? newestRelease());
  const manual = options.clock === "manual" ? manualClock() : undefined;
  const clock = manual ?? clockOf(options);
  const built = buildState(options.state ?? "demo", {
    release: api.release,
    now: clock.now(),
    ...(options.nodes !== undefined && { nodes: options.nodes }),
    ...(options.guests !== undefined && { guests: options.guests }),
  });
  const { state } = built;
  const faults = createFaults(options.faults);
  const world = {
    state,
    clock,
    faults,
    tickets: createTicketOffice(),
    consoles: createConsolePorts(),
  };
  const log = createRequestLog();
  let certificate = createCertificate([state.local]);
  const isOld = compareReleases(api.release, "8.4") < 0;

  const admin: Admin = {
    ...world,
    api,
    log,
    renewCertificate,
    ...(manual && { advance: manual.advance }),
  };
  const serveOptions: ServeOptions = {
    ...world,
    route: createRouter(api),
    handlers: handlersFor(api),
    log,
    admin,
    unauthorizedDelay: options.unauthorizedDelay ?? 3000,
    bodyLimit: isOld ? OLD_BODY_LIMIT : BODY_LIMIT,
  };
  const consoleDoor = createConsoleDoor(world);
  const listener = await listen(
    { certificate, port: options.port ?? 0, host },
    (request, response) => {
      serve(serveOptions, request, response).catch((error: Error) => {
        response.destroy();
        log.crashes.push(error);
      });
    },
    (request, response, head) => {
      const open = (port: number) => consoleDoor(port, request, response, head);
      serve(serveOptions, request, response, open).catch((error: Error) => {
        response.destroy();
        log.crashes.push(error);
      });
    },
  );
  const local = state.nodes.get(state.local);
  if (local) local.fingerprint = certificate.fingerprint;

  async function renewCertificate(): Promise<string> {
    certificate = createCertificate([state.local]);
    listener.setCertificate(certificate);
    const node = state.nodes.get(state.local);
    if (node) node.fingerprint = certificate.fingerprint;
    return certificate.fingerprint;
  }

  return {
    url: `https://${host.includes(":") ? `[${host}]` : host}:${listener.port}`,
    host,
    port: listener.port,
    token: built.token,
    user: built.user,
    password: built.password,
    get certificate() {
      return certificate.certificate;
    },
    get fingerprint() {
      return certificate.fingerprint;
    },
    clock,
    ...(manual && { manual }),
    state,
    faults,
    requests: log.entries,
    clearRequests: log.clear,
    crashes: log.crashes,
    renewCertificate,
    dropConnections: listener.dropConnections,
    close() {
      clock.stop();
      return listener.close();
    },
  };
}

function clockOf({ clock, speed }: SimulatorOptions): Clock {
  if (typeof clock === "object") return clock;
  return realClock(speed === undefined ? {} : { speed });
}
