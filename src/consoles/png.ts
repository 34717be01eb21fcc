import { PNG } from "pngjs";
import type { Frame } from "./frame.js";

/** RGB: nothing here is transparent. */
const COLOUR_TYPE = 2;

export function toPng({ width, height, pixels }: Frame): Buffer {
  const png = new PNG({ width, height });
  png.data = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return PNG.sync.write(png, { colorType: COLOUR_TYPE, inputHasAlpha: true, deflateLevel: 9 });
}
