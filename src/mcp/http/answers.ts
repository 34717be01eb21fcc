/** JSON-RPC's codes for what is refused before it reaches a server. */
export const RPC = {
  parse: -32_700,
  invalid: -32_600,
  internal: -32_603,
  refused: -32_000,
} as const;

export interface Refusal {
  status: number;
  code: number;
  message: string;
  headers?: Readonly<Record<string, string>>;
}

/** An error for a whole request, as JSON-RPC wants it where no id is known. */
export function refuse({ status, code, message, headers = {} }: Refusal): Response {
  const body = { jsonrpc: "2.0", error: { code, message }, id: null };
  return Response.json(body, { status, headers });
}

/** The server has no room for it now. */
export function busy(message: string, seconds: number): Response {
  const headers = { "Retry-After": String(seconds) };
  return refuse({ status: 503, code: RPC.refused, message, headers });
}
