import type { Member } from "./print.js";

/** A property whose type is written out. */
export interface TextMember extends Member {
  type: string;
}

/** What an object type consists of: its own properties, and the names of the shared parts. */
export interface Parts {
  own: TextMember[];
  shared: string[];
}

/** Fewer properties than this are repeated: a name for them would take as much room. */
const FEWEST = 5;

/**
 * Finds the properties that several object types have in common, and gives each group a name: making
 * and changing a guest take the same hundred parameters.
 */
export function shareMembers(types: readonly (readonly TextMember[])[]): {
  fragments: { name: string; members: TextMember[] }[];
  parts: Parts[];
} {
  const users = new Map<string, number[]>();
  types.forEach((members, index) => {
    for (const member of members) {
      const key = JSON.stringify(member);
      users.set(key, [...(users.get(key) ?? []), index]);
    }
  });
  const usersOf = (member: TextMember): string => String(users.get(JSON.stringify(member)));
  const groups = new Map<string, Map<string, TextMember>>();
  for (const member of types.flat()) {
    const group = groups.get(usersOf(member)) ?? new Map<string, TextMember>();
    groups.set(usersOf(member), group.set(JSON.stringify(member), member));
  }
  const worth = [...groups].filter(([by, group]) => by.includes(",") && group.size >= FEWEST);
  const names = new Map(worth.map(([by], index) => [by, `Shared${index + 1}`]));
  return {
    fragments: worth.map(([by, group]) => ({
      name: names.get(by) ?? "",
      members: [...group.values()],
    })),
    parts: types.map((members) => {
      const shared = members.flatMap((member) => names.get(usersOf(member)) ?? []);
      return {
        own: members.filter((member) => !names.has(usersOf(member))),
        shared: [...new Set(shared)],
      };
    }),
  };
}
