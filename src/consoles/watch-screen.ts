import { copyFrame, type Frame, looksChanged } from "../pictures/frame.js";
import type { Screen } from "./rfb.js";

export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface WatchOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Milliseconds that are waited at most. */
  patience: number;
}

/** Milliseconds between looks. */
const LOOK = 200;

/** Keeps a screen's frame current, without asking more often than one can look. */
export interface WatchedScreen {
  /** The frame of this moment; it doesn't change any more. @throws what ended the watching */
  look(): Frame;
}

/** Reads what changes until the screen is closed. */
export function watch(screen: Screen, clock: Clock, signal: AbortSignal): WatchedScreen {
  let failure: unknown;
  const pump = async () => {
    for (;;) {
      await screen.update(true);
      await clock.sleep(LOOK / 2, signal);
    }
  };
  pump().catch((error: unknown) => {
    failure = error;
  });
  return {
    look() {
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
      return copyFrame(screen.frame);
    },
  };
}

export interface Watched {
  frame: Frame;
  /** False: patience was over first. */
  happened: boolean;
}

/** Waits until the screen looks different from `before`. */
export async function waitForChange(
  screen: WatchedScreen,
  before: Frame,
  { clock, signal, patience }: WatchOptions,
): Promise<Watched> {
  const end = clock.now() + patience;
  for (;;) {
    const frame = screen.look();
    if (looksChanged(before, frame)) return { frame, happened: true };
    if (clock.now() >= end) return { frame, happened: false };
    await clock.sleep(LOOK, signal);
  }
}

/** Waits until the screen has looked the same for `calm` milliseconds. */
export async function waitUntilStable(
  screen: WatchedScreen,
  calm: number,
  { clock, signal, patience }: WatchOptions,
): Promise<Watched> {
  const end = clock.now() + patience;
  let since = clock.now();
  let last = screen.look();
  for (;;) {
    const frame = screen.look();
    if (looksChanged(last, frame)) [last, since] = [frame, clock.now()];
    if (clock.now() - since >= calm) return { frame, happened: true };
    if (clock.now() >= end) return { frame, happened: false };
    await clock.sleep(LOOK, signal);
  }
}
