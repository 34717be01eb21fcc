import { createCipheriv, randomBytes, timingSafeEqual } from "node:crypto";
import type { Duplex } from "node:stream";
import type { Clock } from "../support/clock.js";
import type { MachineScreen } from "./machine-screen.js";
import type { Picture } from "./picture.js";

const RAW = 0;
const DESKTOP_SIZE = -223;

/** Bytes that the websocket's server reads from a console at a time. */
const PIECE = 128 * 1024;

/** Bytes of each client message behind its type, where that doesn't depend on the message. */
const LENGTHS: Readonly<Record<number, number>> = { 0: 19, 3: 9, 4: 7, 5: 5 };

/**
 * Shows a machine's screen over RFB 3.8 as QEMU does with a password set: security type 2 alone, raw
 * pixels, and a new size where the client knows what that is.
 */
export function serveScreen(
  stream: Duplex,
  { screen, password, clock }: { screen: MachineScreen; password: string; clock: Clock },
): void {
  let stage: "version" | "security" | "response" | "init" | "ready" = "version";
  let buffer = Buffer.alloc(0);
  const challenge = randomBytes(16);
  let canResize = false;
  let shown: Picture | undefined;
  let size = { width: 0, height: 0 };
  let isWaiting = false;
  let cancel = () => {};
  const send = (...parts: (Buffer | number[])[]) => {
    const message = Buffer.concat(parts.map((part) => Buffer.from(part)));
    for (let start = 0; start < message.length; start += PIECE) {
      stream.write(message.subarray(start, start + PIECE));
    }
  };

  function take(length: number): Buffer | undefined {
    if (buffer.length < length) return undefined;
    const taken = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return taken;
  }

  /** @returns false when more bytes are needed */
  function step(): boolean {
    switch (stage) {
      case "version": {
        const version = take(12);
        if (!version) return false;
        send([1, 2]);
        stage = "security";
        return true;
      }
      case "security": {
        const chosen = take(1);
        if (!chosen) return false;
        if (chosen[0] !== 2) return refuse("Unsupported security type");
        send(challenge);
        stage = "response";
        return true;
      }
      case "response": {
        const response = take(16);
        if (!response) return false;
        if (!timingSafeEqual(response, desOf(challenge, password))) {
          return refuse("Authentication failed");
        }
        send([0, 0, 0, 0]);
        stage = "init";
        return true;
      }
      case "init": {
        if (!take(1)) return false;
        const { width, height } = screen.picture();
        size = { width, height };
        const head = Buffer.alloc(24);
        head.writeUInt16BE(width, 0);
        head.writeUInt16BE(height, 2);
        Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0]).copy(head, 4);
        const name = Buffer.from("QEMU (simulated)");
        head.writeUInt32BE(name.length, 20);
        send(head, name);
        stage = "ready";
        return true;
      }
      case "ready":
        return readMessage();
    }
  }

  function refuse(reason: string): false {
    const text = Buffer.from(reason);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    send([0, 0, 0, 1], length, text);
    stream.end();
    return false;
  }

  function readMessage(): boolean {
    const type = buffer[0];
    if (type === undefined) return false;
    if (type === 2) return readEncodings();
    if (type === 6) return readClipboard();
    const length = LENGTHS[type];
    if (length === undefined) {
      stream.destroy();
      return false;
    }
    const message = take(1 + length);
    if (!message) return false;
    if (type === 3) requested(message[1] === 1);
    if (type === 4) key(message.readUInt32BE(4), message[1] === 1);
    return true;
  }

  function readEncodings(): boolean {
    if (buffer.length < 4) return false;
    const count = buffer.readUInt16BE(2);
    const message = take(4 + count * 4);
    if (!message) return false;
    const encodings = Array.from({ length: count }, (_, index) =>
      message.readInt32BE(4 + index * 4),
    );
    canResize = encodings.includes(DESKTOP_SIZE);
    return true;
  }

  function readClipboard(): boolean {
    if (buffer.length < 8) return false;
    return take(8 + buffer.readUInt32BE(4)) !== undefined;
  }

  function requested(incremental: boolean): void {
    if (!incremental) shown = undefined;
    isWaiting = true;
    show();
  }

  /** Sends what has changed, if somebody waits for that; else looks again when it may have. */
  function show(): void {
    cancel();
    if (stream.destroyed) return;
    const picture = screen.picture();
    const resized = picture.width !== size.width || picture.height !== size.height;
    if (isWaiting && resized && canResize) {
      size = { width: picture.width, height: picture.height };
      shown = undefined;
      isWaiting = false;
      send([0, 0, 0, 1], rectangle(0, 0, size.width, size.height, DESKTOP_SIZE));
    } else if (isWaiting) {
      const rows = changedRows(shown, picture, size.height);
      if (rows) {
        isWaiting = false;
        shown = picture;
        sendRows(picture, rows);
      }
    }
    const next = screen.nextChange();
    if (next !== undefined) cancel = clock.after(next, show);
  }

  function sendRows({ width, height, pixels }: Picture, [from, to]: [number, number]): void {
    const [columns, end] = [Math.min(width, size.width), Math.min(to, height)];
    const rows: Buffer[] = [];
    for (let y = from; y < end; y += 1) {
      rows.push(pixels.subarray(y * width * 4, (y * width + columns) * 4));
    }
    send([0, 0, 0, 1], rectangle(0, from, columns, end - from, RAW), ...rows);
  }

  function key(keysym: number, isDown: boolean): void {
    const character =
      CHARACTERS[keysym] ?? (keysym < 0x100 ? String.fromCharCode(keysym) : undefined);
    if (isDown && character !== undefined) screen.type(character);
  }

  screen.onChange = show;
  send(Buffer.from("RFB 003.008\n"));
  stream.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (step());
  });
  stream.on("error", () => stream.destroy());
  stream.on("close", () => {
    cancel();
    screen.onChange = () => {};
  });
}

const CHARACTERS: Readonly<Record<number, string>> = { 65293: "\n", 65288: "\b", 65289: "\t" };

function rectangle(x: number, y: number, width: number, height: number, encoding: number): Buffer {
  const head = Buffer.alloc(12);
  for (const [index, value] of [x, y, width, height].entries())
    head.writeUInt16BE(value, index * 2);
  head.writeInt32BE(encoding, 8);
  return head;
}

/** From the first to behind the last row that differs; undefined where none does. */
function changedRows(
  before: Picture | undefined,
  after: Picture,
  height: number,
): [number, number] | undefined {
  if (before?.width !== after.width || before.height !== after.height) return [0, height];
  const rowOf = ({ width, pixels }: Picture, y: number) =>
    pixels.subarray(y * width * 4, (y + 1) * width * 4);
  const differs = (y: number) => !rowOf(before, y).equals(rowOf(after, y));
  const rows = Array.from({ length: after.height }, (_, y) => y).filter(differs);
  const [first] = rows;
  return first === undefined ? undefined : [first, (rows.at(-1) ?? first) + 1];
}

/** DES with each byte of the password turned round, as VNC has it. */
function desOf(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(8);
  key.write(password.slice(0, 8), "latin1");
  const turned = key.map((byte) =>
    Number.parseInt([...byte.toString(2).padStart(8, "0")].reverse().join(""), 2),
  );
  const cipher = createCipheriv("des-ede3-ecb", Buffer.concat([turned, turned, turned]), null);
  cipher.setAutoPadding(false);
  return cipher.update(challenge);
}
