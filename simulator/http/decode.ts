/**
 * `application/x-www-form-urlencoded` as Proxmox reads it: pairs end at `&` and `;`, a value ends
 * at a second `=`, repeated keys become a list.
 */
export function decodeForm(text: string): Record<string, string | string[]> {
  const form = new Map<string, string | string[]>();
  if (text === "") return {};
  for (const pair of text.split(/[&;]/)) {
    const [rawKey = "", rawValue] = pair.split("=");
    if (rawKey === "" && rawValue === undefined) continue;
    const key = unescapeForm(rawKey);
    const value = rawValue === undefined ? "" : unescapeForm(rawValue);
    const before = form.get(key);
    form.set(key, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(form);
}

function unescapeForm(text: string): string {
  return Buffer.from(unescapeBytes(text.replaceAll("+", " ")), "latin1").toString("utf8");
}

/** Percent-decodes a path; its bytes aren't read as UTF-8, so that non-ASCII names come out garbled. */
export function decodePath(path: string): string {
  return unescapeBytes(path);
}

function unescapeBytes(text: string): string {
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  return bytes.replace(/%([0-9a-fA-F]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
