import { parseKey, type Stroke, strokesOfText } from "../consoles/keys.js";
import { openScreen, type Screen } from "../consoles/rfb.js";
import {
  type WatchOptions,
  waitForChange,
  waitUntilStable,
  watch,
} from "../consoles/watch-screen.js";
import { shrinkFrame } from "../pictures/frame.js";
import { toPng } from "../pictures/png.js";
import type { Clock, ScreenLook, ScreenView } from "./define.js";
import { refuse } from "./errors.js";
import { callOptions, type Session } from "./session.js";

/** Pixels of an image's longer edge. */
const EDGE = 1280;
/** Milliseconds between keys: a PS/2 keyboard's queue is short. */
const KEY_PACE = 20;
/** Milliseconds that a server may take to shake hands and draw. */
const HANDSHAKE = 20_000;
/** Milliseconds that are waited for a screen to become stable. */
const PATIENCE = 60_000;

/** Looks at a VM's screen, after typing where there is something to type. */
export async function lookAtScreen(session: Session, look: ScreenLook): Promise<ScreenView> {
  const { gate, signal } = session;
  const strokes = strokesOf(look);
  const { node, vmid } = look.guest;
  const opened = await gate.openConsole(
    {
      proxy: "POST /nodes/{node}/qemu/{vmid}/vncproxy",
      socket: "GET /nodes/{node}/qemu/{vmid}/vncwebsocket",
      parameters: { node, vmid, websocket: true, "generate-password": true },
      use: strokes.length > 0 ? "type" : "look",
      typed: JSON.stringify([look.text ?? [], look.keys ?? []].flat().join(" ")),
    },
    callOptions(session),
  );
  const stop = () => opened.stream.destroy();
  signal.addEventListener("abort", stop, { once: true });
  const slow = setTimeout(stop, HANDSHAKE);
  try {
    const screen = await openScreen(opened.stream, opened.password ?? opened.ticket);
    await screen.update(false);
    clearTimeout(slow);
    return await view(screen, look, strokes, await gate.clock(), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(slow);
    signal.removeEventListener("abort", stop);
    opened.stream.destroy();
  }
}

async function view(
  screen: Screen,
  look: ScreenLook,
  strokes: readonly Stroke[],
  clock: Clock,
  signal: AbortSignal,
): Promise<ScreenView> {
  const eye = watch(screen, clock, signal);
  const before = eye.look();
  await type(screen, strokes, clock, signal);
  if (look.after !== undefined) await clock.sleep(look.after * 1000, signal);
  const options = (patience: number): WatchOptions => ({ clock, signal, patience });
  const { waitForChange: patience, untilStable: calm } = look;
  const changed =
    patience === undefined ? undefined : await waitForChange(eye, before, options(patience * 1000));
  const stable =
    calm === undefined
      ? undefined
      : await waitUntilStable(eye, calm * 1000, options(calm * 1000 + PATIENCE));
  const frame = eye.look();
  return {
    image: { png: toPng(shrinkFrame(frame, EDGE)).toString("base64") },
    width: frame.width,
    height: frame.height,
    ...(changed && { changed: changed.happened }),
    ...(stable && { stable: stable.happened }),
  };
}

async function type(
  screen: Screen,
  strokes: readonly Stroke[],
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (const { keysym, held } of strokes) {
    for (const key of held) screen.key(key, true);
    screen.key(keysym, true);
    screen.key(keysym, false);
    for (const key of held.toReversed()) screen.key(key, false);
    await clock.sleep(KEY_PACE, signal);
  }
}

function strokesOf({ text = "", keys = [] }: ScreenLook): Stroke[] {
  try {
    return [...strokesOfText(text), ...keys.map(parseKey)];
  } catch (error) {
    throw refuse((error as Error).message, "Nothing was typed.");
  }
}
