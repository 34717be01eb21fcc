/** Milliseconds between two batches. */
const EVERY = 250;

/** Gathers output and hands it on in whole lines, at most every 250 ms. */
export interface LineBatches {
  add(chunk: Buffer): void;
  /** Hands on what is left. */
  end(): void;
}

/** Of one batch; a reader wants to see that something happens, not all of it. */
const LONGEST = 4_000;

export function createLineBatches(onBatch: (text: string) => void): LineBatches {
  const decoder = new TextDecoder();
  let pending = "";
  let timer: NodeJS.Timeout | undefined;

  function hand(text: string): void {
    const trimmed = text.replace(/\n$/, "");
    if (trimmed !== "") onBatch(trimmed.length > LONGEST ? `…${trimmed.slice(-LONGEST)}` : trimmed);
  }

  function flush(): void {
    timer = undefined;
    const end = pending.lastIndexOf("\n") + 1;
    // a line without an end is shown too: a question waits there
    const length = end === 0 ? pending.length : end;
    const text = pending.slice(0, length);
    pending = pending.slice(length);
    hand(text);
  }

  return {
    add(chunk) {
      pending = (pending + decoder.decode(chunk, { stream: true })).slice(-2 * LONGEST);
      timer ??= setTimeout(flush, EVERY);
    },
    end() {
      clearTimeout(timer);
      hand(pending);
      pending = "";
    },
  };
}
