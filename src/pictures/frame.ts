/** A picture: four bytes a pixel (red, green, blue, opacity), rows from the top. */
export interface Frame {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** @returns a black one */
export function createFrame(width: number, height: number): Frame {
  const pixels = new Uint8Array(width * height * 4);
  for (let index = 3; index < pixels.length; index += 4) pixels[index] = 255;
  return { width, height, pixels };
}

export function copyFrame({ width, height, pixels }: Frame): Frame {
  return { width, height, pixels: pixels.slice() };
}

/** Pixels of the largest cursor: its blinking is no news. */
const CURSOR = { width: 16, height: 32 };

/** Whether more changed than a cursor's blinking would; a new size is a change too. */
export function looksChanged(before: Frame, after: Frame): boolean {
  if (before.width !== after.width || before.height !== after.height) return true;
  const [a, b] = [words(before), words(after)];
  let [left, right, top, bottom] = [after.width, -1, -1, -1];
  for (let index = 0; index < a.length; index += 1) {
    if (a[index] === b[index]) continue;
    const x = index % after.width;
    bottom = Math.floor(index / after.width);
    if (top < 0) top = bottom;
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return right - left >= CURSOR.width || bottom - top >= CURSOR.height;
}

function words({ pixels }: Frame): Uint32Array {
  const aligned = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

/** Shrinks a frame whose longer edge exceeds `edge`; each new pixel is the mean of those it covers. */
export function shrinkFrame(frame: Frame, edge: number): Frame {
  const longest = Math.max(frame.width, frame.height);
  if (longest <= edge) return frame;
  const width = Math.max(1, Math.round((frame.width * edge) / longest));
  const height = Math.max(1, Math.round((frame.height * edge) / longest));
  const small = createFrame(width, height);
  for (let y = 0; y < height; y += 1) {
    const rows = covered(y, frame.height / height, frame.height);
    for (let x = 0; x < width; x += 1) {
      const columns = covered(x, frame.width / width, frame.width);
      small.pixels.set(meanColour(frame, columns, rows), (y * width + x) * 4);
    }
  }
  return small;
}

type Range = readonly [from: number, to: number];

/** Which old rows or columns a new one covers: at least one. */
function covered(index: number, factor: number, size: number): Range {
  const from = Math.min(size - 1, Math.floor(index * factor));
  return [from, Math.min(size, Math.max(from + 1, Math.floor((index + 1) * factor)))];
}

function meanColour({ width, pixels }: Frame, columns: Range, rows: Range): number[] {
  const sums = [0, 0, 0];
  for (let y = rows[0]; y < rows[1]; y += 1) {
    for (let x = columns[0]; x < columns[1]; x += 1) {
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        sums[channel] = (sums[channel] ?? 0) + (pixels[at + channel] ?? 0);
      }
    }
  }
  const count = (columns[1] - columns[0]) * (rows[1] - rows[0]);
  return [...sums.map((sum) => Math.round(sum / count)), 255];
}
