/** The beginning and the end of an output, whatever its length. */
export interface BoundedOutput {
  add(chunk: Buffer): void;
  result(): OutputPart;
}

export interface OutputPart {
  text: string;
  /** Bytes in all. */
  bytes: number;
  /** Bytes between head and tail that were left out; absent: none. */
  omitted?: number;
  /** `text` is base64: it wasn't UTF-8. */
  encoding?: "base64";
}

/** Keeps at most `limit` bytes: half from the beginning, half from the end. */
export function createBoundedOutput(limit: number): BoundedOutput {
  const headLimit = Math.ceil(limit / 2);
  const tailLimit = limit - headLimit;
  const head: Buffer[] = [];
  let headBytes = 0;
  let tail: Buffer[] = [];
  let tailBytes = 0;
  let bytes = 0;

  function addTail(chunk: Buffer): void {
    if (chunk.length === 0) return;
    tail.push(chunk);
    tailBytes += chunk.length;
    if (tailBytes < tailLimit * 2 + 65_536) return;
    const kept = lastBytes(Buffer.concat(tail), tailLimit);
    tail = [Buffer.from(kept)];
    tailBytes = kept.length;
  }

  return {
    add(chunk) {
      bytes += chunk.length;
      const taken = chunk.subarray(0, headLimit - headBytes);
      if (taken.length > 0) head.push(taken);
      headBytes += taken.length;
      addTail(chunk.subarray(taken.length));
    },
    result() {
      const end = lastBytes(Buffer.concat(tail), tailLimit);
      const start = Buffer.concat(head);
      const omitted = bytes - start.length - end.length;
      return describe(start, end, bytes, omitted);
    },
  };
}

function lastBytes(buffer: Buffer, count: number): Buffer {
  return count === 0 ? Buffer.alloc(0) : buffer.subarray(-count);
}

function describe(start: Buffer, end: Buffer, bytes: number, omitted: number): OutputPart {
  const gap = `\n[… ${omitted} bytes left out …]\n`;
  // where nothing was left out, no character was cut in two
  const parts =
    omitted === 0 ? [Buffer.concat([start, end])] : [withoutBegun(start), withoutStray(end)];
  const texts = parts.map(asText);
  const more = omitted > 0 ? { omitted } : {};
  if (texts.every((text) => text !== undefined)) return { text: texts.join(gap), bytes, ...more };
  const raw = omitted === 0 ? parts : [start, end];
  const text = raw.map((part) => part.toString("base64")).join(gap);
  return { text, bytes, ...more, encoding: "base64" };
}

/** Undefined for what isn't UTF-8. */
function asText(buffer: Buffer): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Without the rest of a character at the beginning: at most three bytes. */
function withoutStray(buffer: Buffer): Buffer {
  let count = 0;
  while (count < 3 && ((buffer[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return buffer.subarray(count);
}

/** Without the first bytes of a character at the end. */
function withoutBegun(buffer: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, buffer.length); back += 1) {
    const byte = buffer[buffer.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? buffer.subarray(0, -back) : buffer;
  }
  return buffer;
}
