import { duplexPair } from "node:stream";
import { createMachineScreen } from "../../simulator/consoles/machine-screen.js";
import { serveScreen } from "../../simulator/consoles/serve-screen.js";
import type { Inside } from "../../simulator/guests/guest-agent.js";
import { manualClock } from "../../simulator/support/clock.js";

/** A machine that was started just now, and the client's end of a connection to its screen. */
export function simulatedScreen(password = "geheim12") {
  const clock = manualClock();
  const inside = {
    guest: { vmid: 100, kind: "qemu", config: { name: "web" }, startedAt: clock.now() },
    agent: { files: new Map(), users: new Map(), processes: new Map(), frozen: false },
  } as unknown as Inside;
  const screen = createMachineScreen(inside, clock);
  const connect = () => {
    const [client, server] = duplexPair();
    serveScreen(server, { screen, password, clock });
    return client;
  };
  return { clock, connect };
}
