import { nice, ticks } from "d3-array";
import { utcTicks } from "d3-time";
import { GLYPH } from "../kit/glyphs.js";
import { createFrame, type Frame } from "./frame.js";
import { type Colour, drawLine, drawText, fillBox, type Point, textWidth } from "./paint.js";
import { type Unit, unitFor } from "./units.js";

/** What is drawn: panels below each other, over one time axis. */
export interface Chart {
  title: string;
  /** Seconds since 1970, ascending. */
  times: readonly number[];
  panels: readonly Panel[];
}

export interface Panel {
  title: string;
  unit: Unit;
  series: readonly Series[];
}

export interface Series {
  name: string;
  /** One for each time; undefined: nothing is known. */
  values: readonly (number | undefined)[];
}

const WIDTH = 800;
const PANEL = { top: 24, height: 110, bottom: 26 };
const HEAD = 28;
/** About so many of each are shown. */
const TICKS = { values: 4, times: 7 };
const PLOT = { left: 72, right: WIDTH - 20 };

/** Opaque, so that it's readable on a page of either colour. */
const BACKGROUND: Colour = [252, 252, 253];
const TEXT: Colour = [38, 44, 56];
const FAINT: Colour = [96, 104, 118];
const GRID: Colour = [222, 226, 232];
/** Told apart by people who confuse red and green, too. */
const LINES: readonly Colour[] = [
  [0, 102, 204],
  [214, 94, 0],
  [0, 140, 110],
  [150, 60, 150],
];

export function drawChart({ title, times, panels }: Chart): Frame {
  const panelHeight = PANEL.top + PANEL.height + PANEL.bottom;
  const frame = createFrame(WIDTH, HEAD + panels.length * panelHeight + 4);
  fillBox(frame, { x: 0, y: 0, width: frame.width, height: frame.height }, BACKGROUND);
  drawText(frame, fitting(title, WIDTH - 24), [12, 8], { colour: TEXT });
  for (const [index, panel] of panels.entries()) {
    drawPanel(frame, panel, times, HEAD + index * panelHeight + PANEL.top);
  }
  return frame;
}

function drawPanel(frame: Frame, panel: Panel, times: readonly number[], top: number): void {
  const bottom = top + PANEL.height;
  const known = panel.series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const unit = unitFor(
    panel.unit,
    known.reduce((most, value) => Math.max(most, value), 0),
  );
  const highest = known.reduce((most, value) => Math.max(most, value / unit.size), unit.least);
  const [, ceiling] = nice(0, highest, TICKS.values);
  const y = scale([0, ceiling], [bottom, top]);
  const [first = 0, last = first + 1] = [times[0], times.at(-1)];
  const x = scale([first, last], [PLOT.left, PLOT.right]);
  drawHead(frame, panel, unit.name, top - 20);
  const marks = ticks(0, ceiling, TICKS.values);
  for (const tick of marks) {
    const height = Math.round(y(tick));
    fillBox(frame, { x: PLOT.left, y: height, width: PLOT.right - PLOT.left, height: 1 }, GRID);
    const at: Point = [PLOT.left - 8, height - GLYPH.height / 2];
    drawText(frame, tick.toFixed(decimalsOf(marks)), at, { colour: FAINT, align: "right" });
  }
  const [from, to] = timeLabel(last - first);
  for (const tick of utcTicks(new Date(first * 1000), new Date(last * 1000), TICKS.times)) {
    const left = Math.round(x(tick.getTime() / 1000));
    fillBox(frame, { x: left, y: top, width: 1, height: PANEL.height + 4 }, GRID);
    const label = tick.toISOString().slice(from, to);
    const half = textWidth(label) / 2;
    const middle = Math.min(Math.max(left, half), WIDTH - half);
    drawText(frame, label, [middle, bottom + 5], { colour: FAINT, align: "centre" });
  }
  for (const [index, { values }] of panel.series.entries()) {
    const colour = LINES[index % LINES.length] ?? TEXT;
    const points = values.map((value, at): Point | undefined =>
      value === undefined ? undefined : [x(times[at] ?? 0), y(value / unit.size)],
    );
    for (const run of unbroken(points)) drawLine(frame, run, { colour, width: 1.8 });
  }
}

/** A straight line from one range to the other. */
function scale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  return (value) => start + ((value - from) / (to - from || 1)) * (end - start);
}

/** How many digits tell neighbouring ticks apart. */
function decimalsOf([first = 0, second = first + 1]: readonly number[]): number {
  return Math.max(0, Math.ceil(-Math.log10(second - first) - 1e-9));
}

const DAY = 24 * 60 * 60;

/** Which part of an ISO time tells points of a span of this many seconds apart. */
function timeLabel(span: number): [from: number, to: number] {
  if (span <= 2 * DAY) return [11, 16];
  return span <= 100 * DAY ? [5, 10] : [0, 7];
}

/** The panel's title on the left, what each line is on the right. */
function drawHead(frame: Frame, { title, series }: Panel, unit: string, y: number): void {
  drawText(frame, unit === "" ? title : `${title} (${unit})`, [12, y], { colour: TEXT });
  let right = PLOT.right;
  for (const [index, { name }] of [...series.entries()].reverse()) {
    const colour = LINES[index % LINES.length] ?? TEXT;
    drawText(frame, name, [right, y], { colour: TEXT, align: "right" });
    right -= textWidth(name) + 22;
    fillBox(frame, { x: right, y: y + 7, width: 16, height: 3 }, colour);
    right -= 16;
  }
}

/** Runs of points without a gap. */
function unbroken(points: readonly (Point | undefined)[]): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (const point of [...points, undefined]) {
    if (point) run.push(point);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return runs;
}

function fitting(text: string, width: number): string {
  const most = Math.floor(width / GLYPH.width);
  return [...text].length <= most ? text : `${[...text].slice(0, most - 1).join("")}…`;
}
