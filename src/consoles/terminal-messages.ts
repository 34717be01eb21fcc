/**
 * What a console's terminal takes: `0:length:data`, `1:columns:rows:` and `2`, after one line that
 * logs in. It answers `OK`, and from then on the program's bare output.
 */
export function loginLine(user: string, ticket: string): string {
  return `${user}:${ticket}\n`;
}

export const PING = "2";

/** Bytes of one message: the server takes no websocket frame above 128 KiB. */
const LONGEST = 32 * 1024;

/** @returns one message for each piece of at most 32 KiB */
export function inputMessages(data: Uint8Array): Buffer[] {
  const messages: Buffer[] = [];
  for (let start = 0; start < data.length; start += LONGEST) {
    const piece = data.subarray(start, start + LONGEST);
    messages.push(Buffer.concat([Buffer.from(`0:${piece.length}:`), piece]));
  }
  return messages;
}

export function resizeMessage(columns: number, rows: number): string {
  return `1:${columns}:${rows}:`;
}
