/**
 * Where a request comes from: the other end of the connection or, where that is a trusted proxy, the
 * last address in X-Forwarded-For that isn't one. What stands before it may be made up.
 */
export function clientAddress(
  remote: string | undefined,
  forwarded: string | null,
  trusted: readonly string[],
): string {
  const nearest = plain(remote ?? "unix");
  if (!trusted.includes(nearest)) return nearest;
  const hops = (forwarded ?? "").split(",").map((hop) => plain(hop.trim()));
  return hops.findLast((hop) => hop !== "" && !trusted.includes(hop)) ?? nearest;
}

/** An IPv4 address as itself where the socket speaks IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, "");
}
