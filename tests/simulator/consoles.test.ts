import type { Duplex } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { openScreen } from "../../src/consoles/rfb.js";
import { openTerminal } from "../../src/consoles/terminal.js";
import { type Client, createClient } from "../../src/pve/wire/client.js";
import { openWebSocket } from "../../src/pve/wire/web-socket.js";
import { tokenOf } from "../tools/harness.js";

describe("consoles over websockets", () => {
  let simulator: Simulator;
  let client: Client;
  const connect = (fingerprint = simulator.fingerprint) =>
    createClient({
      hosts: [{ host: simulator.host, port: simulator.port }],
      credentials: tokenOf(simulator.token),
      tls: { mode: "verify", fingerprints: [fingerprint] },
      openWebSocket,
    });
  beforeEach(async () => {
    simulator = await startSimulator({ clock: "manual", unauthorizedDelay: 0 });
    client = connect();
  });
  afterEach(async () => {
    expect(simulator.crashes).toEqual([]);
    await client.close();
    await simulator.close();
  });

  const vm = { node: "pve1", vmid: 100 };
  type Opened = { ticket: string; port: string; password: string; upid: string; user: string };
  const proxy = async (vmid = vm.vmid) =>
    (await client.call("POST /nodes/{node}/qemu/{vmid}/vncproxy", {
      ...vm,
      vmid,
      websocket: true,
      "generate-password": true,
    })) as Opened;
  const open = (
    opened: Opened,
    with_: Record<string, unknown> = {},
    by = client,
  ): Promise<Duplex> =>
    by.openSocket("GET /nodes/{node}/qemu/{vmid}/vncwebsocket", {
      ...vm,
      port: opened.port,
      vncticket: opened.ticket,
      ...with_,
    });
  const task = ({ upid }: Opened) => simulator.state.tasks.get(upid);

  it("shows a screen, and ends its task when the socket closes", async () => {
    const opened = await proxy();
    const screen = await openScreen(await open(opened), opened.password);
    await screen.update(false);
    expect(screen.frame.width).toBeGreaterThan(700);
    expect(task(opened)?.exitstatus).toBeUndefined();
    screen.close();
    const look = () => {
      simulator.manual?.advance(500);
      return task(opened)?.exitstatus;
    };
    await expect.poll(look).toBe("OK");
  });

  it("waits ten seconds for somebody", async () => {
    const opened = await proxy();
    simulator.manual?.advance(11_000);
    expect(task(opened)?.exitstatus).toBe("connection timed out");
    await expect(open(opened)).rejects.toThrow("socket hang up");
  });

  it("lets a second one in no more", async () => {
    const opened = await proxy();
    const first = await open(opened);
    await expect(open(opened)).rejects.toThrow("socket hang up");
    first.destroy();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a wrong ticket", { vncticket: "PVEVNC:00000000::AAAA" }, "invalid PVEVNC ticket"],
    ["another guest's", { vmid: 101 }, "invalid PVEVNC ticket"],
    ["a port where nothing waits", { port: 5999 }, "socket hang up"],
    ["a port that no console has", { port: 22 }, "port"],
  ])("refuses %s", async (_, parameters, message) => {
    await expect(open(await proxy(), parameters)).rejects.toThrow(message);
  });

  it("refuses a ticket that is too old", async () => {
    const opened = await proxy();
    simulator.manual?.advance(41_000);
    await expect(open(opened)).rejects.toThrow("invalid PVEVNC ticket");
  });

  it("answers with the port where no upgrade is asked for", async () => {
    const { port, ticket } = await proxy();
    const endpoint = "GET /nodes/{node}/qemu/{vmid}/vncwebsocket";
    expect(await client.call(endpoint, { ...vm, port, vncticket: ticket })).toEqual({ port });
  });

  it("sends nothing to a server whose certificate isn't the pinned one", async () => {
    const stranger = connect(Array.from({ length: 32 }, () => "AA").join(":"));
    await expect(open(await proxy(), {}, stranger)).rejects.toThrow("but pinned is");
    await stranger.close();
  });

  it("ends at once where the machine is off", async () => {
    const [off] = [...simulator.state.guests.values()].filter(
      ({ kind, running }) => kind === "qemu" && !running,
    );
    const opened = (await client.call("POST /nodes/{node}/qemu/{vmid}/vncproxy", {
      node: off?.node,
      vmid: off?.vmid,
      "generate-password": true,
    })) as Opened;
    const stream = await open(opened, { node: off?.node, vmid: off?.vmid });
    await expect(openScreen(stream, opened.password)).rejects.toThrow("closed the console");
  });

  it("opens a container's terminal with an API token", async () => {
    const place = { node: "pve1", vmid: 200 };
    const opened = (await client.call("POST /nodes/{node}/lxc/{vmid}/termproxy", place)) as Opened;
    const stream = await client.openSocket("GET /nodes/{node}/lxc/{vmid}/vncwebsocket", {
      ...place,
      port: opened.port,
      vncticket: opened.ticket,
    });
    const { user, ticket } = opened;
    const terminal = await openTerminal(stream, { user, ticket, columns: 80, rows: 24 });
    const said = await new Promise<string>((resolve) => {
      terminal.onOutput((output) => output.includes("login:") && resolve(output.toString()));
    });
    expect(said).toMatch(/ login: $/);
    terminal.close();
  });
});
