import xterm from "@xterm/headless";

export interface TerminalText {
  /** What is to be seen, line by line; no blank ones at the end. */
  lines: string[];
  /** Where the cursor is, from 0. */
  cursor: { line: number; column: number };
}

/** Draws output on a terminal of this size and reads what is then to be seen. */
export async function renderTerminal(
  output: Uint8Array,
  { columns, rows }: { columns: number; rows: number },
): Promise<TerminalText> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 2_000,
    logLevel: "off",
    allowProposedApi: true,
  });
  try {
    await new Promise<void>((resolve) => terminal.write(output, resolve));
    const { active } = terminal.buffer;
    const lines = Array.from(
      { length: active.length },
      (_, index) => active.getLine(index)?.translateToString(true) ?? "",
    );
    while (lines.length > 0 && lines.at(-1) === "") lines.pop();
    return { lines, cursor: { line: active.baseY + active.cursorY, column: active.cursorX } };
  } finally {
    terminal.dispose();
  }
}
