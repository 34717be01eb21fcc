/** What people type by, for the patterns that they meet; the rest is shown as it is. */
const WORDS: Readonly<Record<string, string>> = {
  "[A-Za-z][A-Za-z0-9\\-\\_]+": "a letter, then letters, digits, _ or -; two characters or more",
  "[a-zA-Z][a-zA-Z0-9_-]*[a-zA-Z0-9]":
    "a letter, then letters, digits, _ or -, not at the end; two characters or more",
  "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]": "a letter, then letters or digits; two characters or more",
  "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]":
    "two to eight letters, digits or -, which neither begins nor ends it",
  "[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?":
    "letters, digits and -, which neither begins nor ends it",
  "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}": "32 pairs of hexadecimal digits with colons (SHA-256)",
  "[1-9][0-9]{2,8}-\\d{1,9}": "a vmid and a number, such as 100-0",
  "\\S+": "text without blanks",
  "\\S{2,}": "text without blanks; two characters or more",
  "[A-Za-z][A-Za-z0-9\\.\\-_]+":
    "a letter, then letters, digits, ., - or _; two characters or more",
  "[A-Za-z0-9\\.\\-_]+": "letters, digits, ., - and _",
  "[^:/\\s]+": "text without blanks, colons and slashes",
  "https?://.*": "a URL that begins with http:// or https://",
  "http://.*": "a URL that begins with http://",
  "/dev/[a-zA-Z0-9\\/]+": "a device such as /dev/sdb",
  "\\d{1,2}:\\d{1,2}": "a time such as 02:30",
  "(\\d+(\\.\\d+)?)([KMGT])?": "a size such as 500G",
  "\\+?\\d+(\\.\\d+)?[KMGT]?": "a size such as 32G, or +8G",
  "\\d+[MG]?": "a size such as 32G",
};

/** What a pattern of Proxmox's takes, in words where there are some. */
export function describePattern(pattern: string): string {
  // as Perl writes a pattern that it has compiled
  const bare = pattern
    .replace(/^\(\?\^[a-z]*:(.*)\)$/, "$1")
    .replace(/^\^(.*)\$$|^\^(.*\.\*)$/, "$1$2");
  return WORDS[bare] ?? `text that matches ${bare}`;
}
