import { GLYPH, glyphOf } from "../../src/kit/glyphs.js";

/** What a screen shows: four bytes a pixel (red, green, blue, unused), rows from the top. */
export interface Picture {
  width: number;
  height: number;
  pixels: Buffer;
}

/** Of a character's cell in a text mode: a column wider than its glyph. */
const CELL = { width: 9, height: 16 } as const;

const GREY = 170;

export function blankPicture(width: number, height: number): Picture {
  return { width, height, pixels: Buffer.alloc(width * height * 4) };
}

/** A text mode: light grey on black, from the top left. */
export function textPicture(columns: number, rows: number, lines: readonly string[]): Picture {
  const picture = blankPicture(columns * CELL.width, rows * CELL.height);
  for (const [row, line] of lines.slice(-rows).entries()) {
    for (const [column, character] of [...line].slice(0, columns).entries()) {
      drawCharacter(picture, character, column * CELL.width, row * CELL.height);
    }
  }
  return picture;
}

function drawCharacter(
  { width, pixels }: Picture,
  character: string,
  left: number,
  top: number,
): void {
  if (character === " ") return;
  const glyph = glyphOf(character);
  for (let y = 0; y < GLYPH.height; y += 1) {
    for (let x = 0; x < GLYPH.width; x += 1) {
      const level = Math.round((glyph(x, y) * GREY) / 15);
      pixels.fill(
        level,
        ((top + y) * width + left + x) * 4,
        ((top + y) * width + left + x) * 4 + 3,
      );
    }
  }
}

/** A graphic mode: a coloured surface and a bar that grows. @param progress 0 to 1 */
export function splashPicture(width: number, height: number, progress: number): Picture {
  const picture = blankPicture(width, height);
  const { pixels } = picture;
  const bar = { top: Math.round(height * 0.7), bottom: Math.round(height * 0.72) };
  const [left, right] = [Math.round(width * 0.3), Math.round(width * 0.7)];
  const reached = left + Math.round((right - left) * progress);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isBar = y >= bar.top && y < bar.bottom && x >= left && x < reached;
      const colour = isBar ? [232, 120, 24] : [16, 32 + Math.round((y / height) * 64), 96];
      pixels.set(colour, (y * width + x) * 4);
    }
  }
  return picture;
}
