import { isObject } from "../../kit/objects.js";
import type { Upid } from "../../kit/upid.js";
import { UnexpectedAnswerError } from "../errors/errors.js";
import type { Client } from "../wire/client.js";
import type { LogLine } from "./task-progress.js";

const ENDPOINT = "GET /nodes/{node}/tasks/{upid}/log";

const PAGE = 500;

/** Pages that one look reads at most: the beginning of a log tells its length, the last page its end. */
const MOST_PAGES = 3;

/** The log of a task that is looked at again and again. */
export interface TaskLog {
  /**
   * What is new. Where more was written than a page holds, only the newest page is read: a log of a
   * million lines costs no more than its end.
   *
   * @param until when no other page is asked for, in milliseconds by the client's clock
   * @throws UnexpectedAnswerError for what isn't a page of lines
   */
  read(until: number): Promise<LogLine[]>;
  /** The last lines of all that was read. */
  last(): string[];
  /** How many lines the log has, those that weren't read among them. */
  length(): number;
}

/** @param keep how many lines `last` gives */
export function createTaskLog(
  client: Client,
  { node, upid }: Upid,
  keep: number,
  signal?: AbortSignal,
): TaskLog {
  let next = 0;
  let tail: string[] = [];

  async function page(): Promise<{ lines: LogLine[]; total: number }> {
    const parameters = { node, upid, start: next, limit: PAGE };
    const { data, total = 0 } = await client.request(ENDPOINT, parameters, {
      ...(signal && { signal }),
    });
    const lines = readLines(data).filter((line) => line.n > next);
    return { lines, total: Number.isSafeInteger(total) ? total : 0 };
  }

  return {
    async read(until) {
      const found: LogLine[] = [];
      for (let pages = 1; ; pages += 1) {
        const { lines, total } = await page();
        found.push(...lines);
        tail = [...tail, ...lines.map(({ text }) => text)].slice(-keep);
        next = lines.reduce((newest, { n }) => Math.max(newest, n), next);
        const isWhole = lines.length < PAGE || next === total;
        if (isWhole || pages === MOST_PAGES || client.clock.now() > until) return found;
        next = Math.max(next, total - PAGE);
      }
    },
    last: () => tail,
    length: () => next,
  };
}

function readLines(data: unknown): LogLine[] {
  const rows = Array.isArray(data) ? data : undefined;
  if (!rows || rows.length > PAGE || !rows.every(isLine)) {
    throw new UnexpectedAnswerError(`${ENDPOINT}: the answer isn't a page of numbered lines`, {
      endpoint: ENDPOINT,
    });
  }
  const lines = rows.map(({ n, t }) => ({ n: Number(n), text: String(t ?? "") }));
  // An empty log is told as one line that isn't in it.
  return lines.length === 1 && lines[0]?.text === "no content" ? [] : lines;
}

function isLine(row: unknown): row is { n: number | string; t?: string | number | null } {
  if (!isObject(row)) return false;
  const { n, t } = row;
  const isText = t === undefined || t === null || typeof t === "string" || typeof t === "number";
  return isText && ["number", "string"].includes(typeof n) && Number.isSafeInteger(Number(n));
}
