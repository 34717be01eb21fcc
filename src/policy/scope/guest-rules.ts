/** Which guests a setting such as `100-199,tag:lab,pool:dev,!110` means. */
export interface GuestRules {
  /** As the operator wrote it, for messages. */
  text: string;
  allowed: readonly GuestRule[];
  excluded: readonly GuestRule[];
}

export type GuestRule = { from: number; to: number } | { tag: string } | { pool: string };

/** What a rule is held against. */
export interface GuestFacts {
  vmid: number;
  tags: readonly string[];
  pool?: string;
}

const HIGHEST_VMID = 999_999_999;

/**
 * Reads `100-199,tag:lab,pool:dev,!110`: any of the entries lets a guest in, one with `!` keeps it
 * out whatever else does. Entries with `!` alone let all others in.
 *
 * @throws Error that names the entry at fault
 */
export function parseGuestRules(text: string): GuestRules {
  const entries = text
    .split(/[,\s]+/)
    .filter((entry) => entry !== "")
    .map((entry) => ({ entry, isExcluded: entry.startsWith("!"), bare: entry.replace(/^!/, "") }));
  for (const { entry, bare } of entries.filter(({ isExcluded }) => isExcluded)) {
    if (entries.some((other) => !other.isExcluded && other.bare === bare)) {
      throw new Error(`names ${bare} and ${entry}: a guest can't be in scope and out of it`);
    }
  }
  const rules = (excluded: boolean) =>
    entries.filter(({ isExcluded }) => isExcluded === excluded).map(({ bare }) => parseRule(bare));
  return {
    text: entries.map(({ entry }) => entry).join(","),
    allowed: rules(false),
    excluded: rules(true),
  };
}

function parseRule(entry: string): GuestRule {
  const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(entry) ?? [];
  if (from !== undefined) {
    const range = { from: Number(from), to: Number(to ?? from) };
    if (range.from < 100) throw new Error(`has ${entry}, but the lowest vmid is 100`);
    if (range.to < range.from) throw new Error(`has ${entry}, which ends before it begins`);
    return range;
  }
  const [, kind, name] = /^(tag|pool):([\w.+/-]+)$/.exec(entry) ?? [];
  if (kind === "tag" && name !== undefined) return { tag: name.toLowerCase() };
  if (kind === "pool" && name !== undefined) return { pool: name };
  throw new Error(
    `has ${JSON.stringify(entry.slice(0, 60))}, but an entry is a vmid (100), a range (100-199), tag:NAME or pool:NAME, with ! to keep it out`,
  );
}

export function allowsGuest({ allowed, excluded }: GuestRules, guest: GuestFacts): boolean {
  if (excluded.some((rule) => fits(rule, guest))) return false;
  return allowed.length === 0 || allowed.some((rule) => fits(rule, guest));
}

function fits(rule: GuestRule, { vmid, tags, pool }: GuestFacts): boolean {
  if ("tag" in rule) return tags.some((tag) => tag.toLowerCase() === rule.tag);
  // a pool holds those below it
  if ("pool" in rule) return pool === rule.pool || pool?.startsWith(`${rule.pool}/`) === true;
  return vmid >= rule.from && vmid <= Math.min(rule.to, HIGHEST_VMID);
}

/** Tags as Proxmox writes them: apart by semicolons, commas or blanks. */
export function tagsOf(value: unknown): string[] {
  return typeof value === "string" ? value.split(/[;,\s]+/).filter((tag) => tag !== "") : [];
}

/** Entries that fit no guest there is: misspelt, or for a guest to come. A range is no such entry. */
export function idleEntries(
  { allowed, excluded }: GuestRules,
  guests: readonly GuestFacts[],
): string[] {
  return [...allowed, ...excluded]
    .filter((rule) => !("from" in rule) || rule.from === rule.to)
    .filter((rule) => !guests.some((guest) => fits(rule, guest)))
    .map((rule) =>
      "tag" in rule ? `tag:${rule.tag}` : "pool" in rule ? `pool:${rule.pool}` : `${rule.from}`,
    );
}
