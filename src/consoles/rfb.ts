import type { Duplex } from "node:stream";
import { createFrame, type Frame } from "../pictures/frame.js";
import { type ByteReader, createByteReader } from "./byte-reader.js";
import { ConsoleError } from "./console-error.js";
import { answerChallenge } from "./vnc-password.js";

/** A screen over the remote framebuffer protocol 3.8 (RFC 6143). */
export interface Screen {
  readonly name: string;
  /** What is drawn so far; another object after the screen was resized. */
  readonly frame: Frame;
  /**
   * Asks for what is to be seen and reads until it came.
   *
   * @param incremental only what changed since the last time; waits until something does
   */
  update(incremental: boolean): Promise<void>;
  /** Presses or releases a key, by its X11 keysym. */
  key(keysym: number, isDown: boolean): void;
  close(): void;
}

const VERSION = "RFB 003.008\n";
const SECURITY_VNC = 2;
/** Bytes of a challenge. */
const CHALLENGE = 16;

const RAW = 0;
/** A pseudo-encoding: the screen has a new size. */
const DESKTOP_SIZE = -223;

/** More than any guest's screen: 8K. */
const MOST_PIXELS = 7680 * 4320;
const LONGEST_TEXT = 4096;
const MOST_RECTANGLES = 65_535;

/** 32 bits, little-endian, red in the lowest byte: the order in which a frame keeps them. */
const PIXEL_FORMAT = Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0]);

/**
 * Shakes hands and logs in with the password that the ticket came with.
 *
 * @throws ConsoleError
 */
export async function openScreen(stream: Duplex, password: string): Promise<Screen> {
  const reader = createByteReader(stream);
  await agreeOnVersion(stream, reader);
  await logIn(stream, reader, password);
  stream.write(Buffer.from([1])); // others may stay connected
  const { width, height, name } = await readServerInit(reader);
  let frame = createFrame(width, height);
  stream.write(Buffer.concat([Buffer.from([0, 0, 0, 0]), PIXEL_FORMAT]));
  stream.write(encodings([RAW, DESKTOP_SIZE]));

  /** @returns how many pixels were drawn; undefined for a message that draws nothing */
  async function readMessage(): Promise<{ drawn: number; resized: boolean } | undefined> {
    const [type = -1] = await reader.read(1);
    if (type === 0) return readUpdate();
    await skipMessage(reader, type);
    return undefined;
  }

  async function readUpdate(): Promise<{ drawn: number; resized: boolean }> {
    const count = (await reader.read(3)).readUInt16BE(1);
    let drawn = 0;
    let resized = false;
    for (let index = 0; index < Math.min(count, MOST_RECTANGLES); index += 1) {
      const head = await reader.read(12);
      const [x, y, w, h] = [0, 2, 4, 6].map((at) => head.readUInt16BE(at)) as Box;
      const encoding = head.readInt32BE(8);
      if (encoding === DESKTOP_SIZE) {
        checkSize(w, h);
        frame = createFrame(w, h);
        resized = true;
      } else if (encoding === RAW) {
        await drawRaw(reader, frame, [x, y, w, h]);
        drawn += w * h;
      } else {
        throw new ConsoleError(
          "protocol",
          `the screen came in encoding ${encoding}, which wasn't asked for`,
        );
      }
    }
    return { drawn, resized };
  }

  function request(incremental: boolean): void {
    const message = Buffer.alloc(10);
    message[0] = 3;
    message[1] = incremental ? 1 : 0;
    message.writeUInt16BE(frame.width, 6);
    message.writeUInt16BE(frame.height, 8);
    stream.write(message);
  }

  return {
    name,
    get frame() {
      return frame;
    },
    async update(incremental) {
      request(incremental);
      let missing = incremental ? 1 : frame.width * frame.height;
      while (missing > 0) {
        const update = await readMessage();
        if (!update) continue;
        if (update.resized) {
          request(false);
          missing = frame.width * frame.height;
        } else {
          missing -= incremental ? 1 : update.drawn;
          if (missing > 0) request(true);
        }
      }
    },
    key(keysym, isDown) {
      const message = Buffer.alloc(8);
      message[0] = 4;
      message[1] = isDown ? 1 : 0;
      message.writeUInt32BE(keysym, 4);
      stream.write(message);
    },
    close: () => void stream.destroy(),
  };
}

type Box = [x: number, y: number, width: number, height: number];

async function agreeOnVersion(stream: Duplex, reader: ByteReader): Promise<void> {
  const version = (await reader.read(VERSION.length)).toString("latin1");
  if (!/^RFB \d{3}\.\d{3}\n$/.test(version)) {
    throw new ConsoleError(
      "protocol",
      `no VNC server answered: it began with ${JSON.stringify(version)}`,
    );
  }
  if (version < VERSION) {
    throw new ConsoleError("protocol", `the VNC server speaks ${version.trim()}, 3.8 is needed`);
  }
  stream.write(VERSION);
}

async function logIn(stream: Duplex, reader: ByteReader, password: string): Promise<void> {
  const [count = 0] = await reader.read(1);
  if (count === 0)
    throw new ConsoleError("login", `the VNC server refused: ${await readReason(reader)}`);
  const offered = [...(await reader.read(count))];
  if (!offered.includes(SECURITY_VNC)) {
    throw new ConsoleError(
      "protocol",
      `the VNC server offers the security types ${offered.join(", ")}, not 2 (a password)`,
    );
  }
  stream.write(Buffer.from([SECURITY_VNC]));
  stream.write(answerChallenge(await reader.read(CHALLENGE), password));
  const result = (await reader.read(4)).readUInt32BE();
  if (result !== 0)
    throw new ConsoleError("login", `the VNC server refused: ${await readReason(reader)}`);
}

async function readReason(reader: ByteReader): Promise<string> {
  return readText(reader);
}

async function readText(reader: ByteReader): Promise<string> {
  const length = (await reader.read(4)).readUInt32BE();
  if (length > LONGEST_TEXT) throw new ConsoleError("protocol", `a text of ${length} bytes came`);
  return (await reader.read(length)).toString("utf8");
}

async function readServerInit(
  reader: ByteReader,
): Promise<{ width: number; height: number; name: string }> {
  const head = await reader.read(20);
  const [width, height] = [head.readUInt16BE(0), head.readUInt16BE(2)];
  checkSize(width, height);
  return { width, height, name: await readText(reader) };
}

function checkSize(width: number, height: number): void {
  if (width > 0 && height > 0 && width * height <= MOST_PIXELS) return;
  throw new ConsoleError("protocol", `the screen would be ${width} × ${height}`);
}

function encodings(list: readonly number[]): Buffer {
  const message = Buffer.alloc(4 + list.length * 4);
  message[0] = 2;
  message.writeUInt16BE(list.length, 2);
  for (const [index, encoding] of list.entries()) message.writeInt32BE(encoding, 4 + index * 4);
  return message;
}

/** Draws row by row, so that no more than a row is kept beside the frame. */
async function drawRaw(reader: ByteReader, frame: Frame, [x, y, w, h]: Box): Promise<void> {
  if (x + w > frame.width || y + h > frame.height) {
    throw new ConsoleError(
      "protocol",
      `a rectangle lies outside the screen: ${x},${y} ${w} × ${h}`,
    );
  }
  for (let row = 0; row < h; row += 1) {
    const pixels = await reader.read(w * 4);
    for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255;
    frame.pixels.set(pixels, ((y + row) * frame.width + x) * 4);
  }
}

/** Colour maps, bells and clipboards. */
async function skipMessage(reader: ByteReader, type: number): Promise<void> {
  if (type === 1) return reader.skip((await reader.read(5)).readUInt16BE(3) * 6);
  if (type === 2) return;
  if (type === 3) return reader.skip((await reader.read(7)).readUInt32BE(3));
  throw new ConsoleError("protocol", `a message of type ${type} came, which VNC doesn't have`);
}
