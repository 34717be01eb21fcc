import type { Handler, ScreenView, ToolAnswer, ToolContext } from "../../../../src/tools/define.js";
import { requireGuest } from "../../support/guest-for-kind.js";

export const takeScreenshot: Handler = async (context) => {
  const guest = requireVm(context);
  return shown(context, await context.lookAtScreen({ guest, ...waitsOf(context) }));
};

/** Without anything to wait for, nobody asked for a picture. */
export const typeOnScreen: Handler = async (context) => {
  const guest = requireVm(context);
  const waits = waitsOf(context);
  const view = await context.lookAtScreen({ guest, ...inputOf(context), ...waits });
  if (Object.keys(waits).length > 0) return shown(context, view);
  return { data: { done: true, width: view.width, height: view.height } };
};

export const readConsole: Handler = async (context) => ({
  data: await context.readTerminal(readingOf(context)),
});

export const sendToConsole: Handler = async (context) => ({
  data: await context.readTerminal({ ...readingOf(context), ...inputOf(context) }),
});

function requireVm(context: ToolContext) {
  const guest = requireGuest(context);
  if (guest.kind === "qemu") return guest;
  throw context.refuse(
    `Guest ${guest.vmid} is a container: it has no screen.`,
    "proxmox_console_read shows its terminal, proxmox_console_send types into it.",
  );
}

async function shown({ clock }: ToolContext, { image, ...facts }: ScreenView): Promise<ToolAnswer> {
  const time = new Date((await clock()).now()).toISOString();
  return { data: { ...facts, time }, image };
}

function waitsOf({ arguments: args }: ToolContext) {
  return {
    ...secondsOf("after", args["after"]),
    ...secondsOf("waitForChange", args["wait_for_change"]),
    ...secondsOf("untilStable", args["until_stable"]),
  };
}

function secondsOf<N extends string>(name: N, value: unknown): { [K in N]?: number } {
  return (value === undefined ? {} : { [name]: Number(value) }) as { [K in N]?: number };
}

function inputOf(context: ToolContext): { text?: string; keys?: string[] } {
  const { text, keys } = context.arguments;
  if (text === undefined && keys === undefined) {
    throw context.refuse("Text or keys are needed.", "Nothing was typed.");
  }
  return {
    ...(text !== undefined && { text: String(text) }),
    ...(keys !== undefined && { keys: [keys].flat().map(String) }),
  };
}

/** Seconds that a terminal is read for. */
const READING = 2;

function readingOf(context: ToolContext) {
  const { seconds = READING, until, serial } = context.arguments;
  return {
    guest: requireGuest(context),
    seconds: Number(seconds),
    ...(until !== undefined && { until: String(until) }),
    ...(serial !== undefined && { serial: String(serial) }),
  };
}
