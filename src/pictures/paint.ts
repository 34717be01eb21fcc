import { GLYPH, glyphOf } from "../kit/glyphs.js";
import type { Frame } from "./frame.js";

export type Colour = readonly [red: number, green: number, blue: number];
export type Point = readonly [x: number, y: number];

export function fillBox(
  frame: Frame,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  colour: Colour,
): void {
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) blend(frame, column, row, colour, 1);
  }
}

/** @param x left end, or the right one where `align` is `right` */
export function drawText(
  frame: Frame,
  text: string,
  [x, y]: Point,
  { colour, align = "left" }: { colour: Colour; align?: "left" | "right" | "centre" },
): void {
  const width = textWidth(text);
  const shift = { left: 0, right: width, centre: Math.round(width / 2) }[align];
  for (const [index, character] of [...text].entries()) {
    const glyph = glyphOf(character);
    const left = x - shift + index * GLYPH.width;
    for (let row = 0; row < GLYPH.height; row += 1) {
      for (let column = 0; column < GLYPH.width; column += 1) {
        blend(frame, left + column, y + row, colour, glyph(column, row) / 15);
      }
    }
  }
}

export function textWidth(text: string): number {
  return [...text].length * GLYPH.width;
}

/** Draws a line through points, smooth at its edges; it may leave the frame. */
export function drawLine(
  frame: Frame,
  points: readonly Point[],
  { colour, width }: { colour: Colour; width: number },
): void {
  // each pixel is covered as much as by the segment that covers it most
  const covered = new Map<number, number>();
  const cover = (from: Point, to: Point) => {
    const reach = width / 2 + 1;
    const [left, right] = bounds(from[0], to[0], reach, frame.width);
    const [top, bottom] = bounds(from[1], to[1], reach, frame.height);
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        const share = Math.min(1, width / 2 + 0.5 - distance([x, y], from, to));
        const at = y * frame.width + x;
        if (share > (covered.get(at) ?? 0)) covered.set(at, share);
      }
    }
  };
  for (const [index, to] of points.entries()) cover(points[index - 1] ?? to, to);
  for (const [at, share] of covered) {
    blend(frame, at % frame.width, Math.floor(at / frame.width), colour, share);
  }
}

function bounds(a: number, b: number, reach: number, size: number): [number, number] {
  return [
    Math.max(0, Math.floor(Math.min(a, b) - reach)),
    Math.min(size - 1, Math.ceil(Math.max(a, b) + reach)),
  ];
}

/** From a point to a segment. */
function distance([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}

function blend(
  { width, height, pixels }: Frame,
  x: number,
  y: number,
  colour: Colour,
  share: number,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height || share <= 0) return;
  const at = (y * width + x) * 4;
  for (const [channel, value] of colour.entries()) {
    const before = pixels[at + channel] ?? 0;
    pixels[at + channel] = Math.round(before + (value - before) * share);
  }
}
