import { type Duplex, duplexPair } from "node:stream";
import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { ConsoleError } from "../../src/consoles/console-error.js";
import { parseKey, strokesOfText } from "../../src/consoles/keys.js";
import { openScreen, type Screen } from "../../src/consoles/rfb.js";
import { answerChallenge } from "../../src/consoles/vnc-password.js";
import { createFrame, looksChanged, shrinkFrame } from "../../src/pictures/frame.js";
import { toPng } from "../../src/pictures/png.js";
import { simulatedScreen } from "./screen-pair.js";

/** What a screen shows as a short text: its size and a fingerprint of what is drawn. */
const inked = ({ frame: { pixels } }: Screen) =>
  pixels.filter((value, at) => at % 4 < 3 && value > 60).length;

describe("openScreen", () => {
  it("logs in and reads firmware, splash and console, each in its size", async () => {
    const { clock, connect } = simulatedScreen();
    const screen = await openScreen(connect(), "geheim12");
    expect(screen.name).toBe("QEMU (simulated)");
    const sizes: string[] = [];
    for (const time of [0, 3_500, 3_000]) {
      clock.advance(time);
      await screen.update(false);
      sizes.push(`${screen.frame.width}×${screen.frame.height}`);
      expect(inked(screen)).toBeGreaterThan(500);
    }
    expect(sizes).toEqual(["720×400", "1024×768", "1152×768"]);
    screen.close();
  });

  it("draws only what has changed, and shows what was typed", async () => {
    const { clock, connect } = simulatedScreen();
    clock.advance(7_000);
    const screen = await openScreen(connect(), "geheim12");
    await screen.update(false);
    const before = inked(screen);
    const changed = screen.update(true);
    for (const { keysym, held } of strokesOfText("Root")) {
      for (const key of held) screen.key(key, true);
      screen.key(keysym, true);
      screen.key(keysym, false);
    }
    await changed;
    await screen.update(false);
    expect(inked(screen)).toBeGreaterThan(before);
    screen.close();
  });

  it("says that the password is wrong", async () => {
    const { connect } = simulatedScreen();
    await expect(openScreen(connect(), "falsch")).rejects.toThrow(
      new ConsoleError("login", "the VNC server refused: Authentication failed"),
    );
  });

  it.each<[string, string | Buffer, string]>([
    ["another protocol", "HTTP/1.1 200 OK\r\n", "no VNC server answered"],
    ["an old one", "RFB 003.003\n", "3.8 is needed"],
    [
      "no security type",
      Buffer.from("RFB 003.008\n\0\0\0\0\x04busy", "latin1"),
      "the VNC server refused: busy",
    ],
    [
      "a security type without password",
      Buffer.from("RFB 003.008\n\x01\x13", "latin1"),
      "security types 19",
    ],
    [
      "a reason without end",
      Buffer.from("RFB 003.008\n\0\xff\xff\xff\xff", "latin1"),
      "a text of 4294967295 bytes",
    ],
    ["an end", "RFB", "the other side closed"],
  ])("refuses %s", async (_, said, message) => {
    await expect(openScreen(saying(said), "x")).rejects.toThrow(message);
  });

  it("survives whatever a server says: it ends in a console's error or a frame of sane size", async () => {
    const greeting = Buffer.concat([
      Buffer.from("RFB 003.008\n\x01\x02"),
      Buffer.alloc(16),
      Buffer.alloc(4),
    ]);
    const init = Buffer.from([0, 4, 0, 2, ...Array.from({ length: 16 }, () => 0), 0, 0, 0, 0]);
    const message = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .tuple(fc.constantFrom(0, 1, 2, 3), fc.uint8Array({ maxLength: 40 }))
        .map(([type, rest]) => [type, ...rest]),
      fc
        .tuple(fc.nat(6), fc.nat(4), fc.nat(6), fc.nat(4), fc.constantFrom(0, -223, 1))
        .map(([x, y, w, h, encoding]) => {
          const head = Buffer.alloc(16);
          head[3] = 1;
          for (const [index, value] of [x, y, w, h].entries())
            head.writeUInt16BE(value, 4 + index * 2);
          head.writeInt32BE(encoding, 12);
          return Buffer.concat([head, Buffer.alloc(encoding === 0 ? w * h * 4 : 0, 7)]);
        }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(message, { maxLength: 6 }),
        async (greets, messages) => {
          const said = Buffer.concat([
            ...(greets ? [greeting, init] : []),
            ...messages.map((part) => Buffer.from(part)),
          ]);
          try {
            const screen = await openScreen(saying(said), "x");
            await screen.update(false);
            expect(screen.frame.pixels).toHaveLength(screen.frame.width * screen.frame.height * 4);
          } catch (error) {
            expect(error).toBeInstanceOf(ConsoleError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** A server that says this, whatever it hears, and goes. */
function saying(said: string | Buffer): Duplex {
  const [client, server] = duplexPair();
  server.resume();
  server.end(said);
  return client;
}

describe("looksChanged", () => {
  /** A frame of 100 × 60 with a white box. */
  const withBox = (left: number, top: number, width: number, height: number) => {
    const frame = createFrame(100, 60);
    for (let y = top; y < top + height; y += 1) {
      frame.pixels.fill(255, (y * 100 + left) * 4, (y * 100 + left + width) * 4);
    }
    return frame;
  };

  it.each<[string, boolean, [number, number, number, number]]>([
    ["nothing", false, [0, 0, 0, 0]],
    ["a cursor in the last corner", false, [84, 28, 16, 32]],
    ["two letters", true, [10, 10, 18, 16]],
    ["a tall line", true, [10, 10, 1, 40]],
  ])("takes %s for a change: %s", (_, expected, [left, top, width, height]) => {
    expect(looksChanged(createFrame(100, 60), withBox(left, top, width, height))).toBe(expected);
  });

  it("takes a new size for one", () => {
    expect(looksChanged(createFrame(2, 1), createFrame(1, 2))).toBe(true);
  });
});

describe("answerChallenge", () => {
  // made with OpenSSL 1.1's des-ecb over the reversed key
  it("is single DES", () => {
    expect(answerChallenge(Buffer.alloc(16), "").toString("hex")).toBe(
      "8ca64de9c1b123a78ca64de9c1b123a7",
    );
    expect(answerChallenge(Buffer.alloc(16, 1), "password and more")).toEqual(
      answerChallenge(Buffer.alloc(16, 1), "password"),
    );
  });
});

describe("toPng", () => {
  it("keeps every pixel of a frame", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.nat(255)),
        (width, height, values) => {
          const pixels = new Uint8Array(width * height * 4).map((_, at) =>
            at % 4 === 3 ? 255 : (values.next().value as number),
          );
          const png = PNG.sync.read(toPng({ width, height, pixels }));
          expect([png.width, png.height]).toEqual([width, height]);
          expect(new Uint8Array(png.data)).toEqual(pixels);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("shrinks to an edge, keeping the mean colour and the proportions", () => {
    const pixels = new Uint8Array(40 * 20 * 4).map((_, at) =>
      at % 4 === 3 ? 255 : Math.floor(at / 4) % 2 === 0 ? 200 : 100,
    );
    const small = shrinkFrame({ width: 40, height: 20, pixels }, 10);
    expect([small.width, small.height]).toEqual([10, 5]);
    expect(new Set(small.pixels)).toEqual(new Set([150, 255]));
    expect(shrinkFrame(small, 10)).toBe(small);
  });
});

describe("parseKey", () => {
  it.each([
    ["enter", { keysym: 0xff0d, held: [] }],
    ["F12", { keysym: 0xffc9, held: [] }],
    ["ctrl+alt+delete", { keysym: 0xffff, held: [0xffe3, 0xffe9] }],
    ["ctrl-C", { keysym: 0x63, held: [0xffe3] }],
    ["+", { keysym: 0x2b, held: [0xffe1] }],
    ["ctrl+-", { keysym: 0x2d, held: [0xffe3] }],
    ["A", { keysym: 0x41, held: [0xffe1] }],
    ["shift", { keysym: 0xffe1, held: [] }],
  ])("reads %s", (text, stroke) => {
    expect(parseKey(text)).toEqual(stroke);
  });

  it.each(["nokey", "hyper+x", "", "ctrl+nokey", "constructor"])("refuses %j", (text) => {
    expect(() => parseKey(text)).toThrow("keys:");
  });

  it("throws nothing but a plain error, and makes keysyms only", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (text) => {
        try {
          expect(parseKey(text).keysym).toBeGreaterThan(0);
        } catch (error) {
          expect((error as Error).message).toMatch(/^(?:keys|text)/);
        }
      }),
    );
  });
});

describe("strokesOfText", () => {
  it("holds shift where a US keyboard needs it, and knows line ends", () => {
    expect(strokesOfText("aB!\r\n€")).toEqual([
      { keysym: 0x61, held: [] },
      { keysym: 0x42, held: [0xffe1] },
      { keysym: 0x21, held: [0xffe1] },
      { keysym: 0xff0d, held: [] },
      { keysym: 0x10020ac, held: [] },
    ]);
    expect(() => strokesOfText("\x1b")).toThrow("control character 27");
  });
});
