import { loadRelease } from "../../../src/data/releases.js";
import type { Change } from "../../../src/schema/change.js";
import { diffApis } from "../../../src/schema/diff.js";
import type { EndpointKey } from "../../../src/schema/model.js";
import { type Difference, differences } from "./compare.js";
import { readSchema } from "./sources.js";

/** How much of what really changed `api-diff` tells, and how much of what it tells has changed. */
export interface Recall {
  from: string;
  to: string;
  /** Differences that the judge finds, and how many of them are told. */
  real: number;
  told: number;
  /** Changes that are told, and how many of them the judge finds. */
  listed: number;
  found: number;
  /** Of both what no reason explains. */
  missed: string[];
  invented: string[];
}

/** Why the two may differ, by what differs. */
const EXPLAINED: readonly { why: string; side: "missed" | "invented"; what: RegExp }[] = [
  {
    side: "missed",
    what: /\.\*/,
    why: "what undeclared properties hold is told as additionalProperties of what is around it",
  },
  {
    side: "missed",
    what: /\/ceph\/metadata · returns · osd · additionalProperties$/,
    why: "it was said by a name in braces, and that it went is told",
  },
  {
    side: "missed",
    what: / rng0(?:\.\w+)? · (?:format|removed)$/,
    why: "its keys went into a format that is only named: they are told key by key",
  },
  {
    side: "missed",
    what: / agent\.freeze-fs-on-backup · (?:type|optional|default)$/,
    why: "a key that became another spelling of a key is told by one line",
  },
  {
    side: "missed",
    what: /^\w+ \/cluster\/(?:ha\/rules|sdn\/fabrics)\S* · (?:parameters|returns) · /,
    why: "one form became one for each type, and the forms are compared: the judge sees facts move",
  },
  {
    side: "invented",
    what: / · instance-types$/,
    why: "the types of one form: the judge sees a form come",
  },
  {
    side: "invented",
    what: / (?:performance|hostpci\[n\]|amd-sev|cpu)\.[\w-]+ · (?:added|enum)$/,
    why: "a key of a format that is only named: dated by hand, or in no fact that the judge reads",
  },
  {
    side: "invented",
    what: / (?:memory|machine) · format$/,
    why: "a format with keys: the judge reads each key as a place",
  },
  { side: "invented", what: / · links$/, why: "a keyword that the judge doesn't read" },
];

/** Places are compared without the forms of a parameter, whose names differ: `x[0]`, `x[vm]`. */
const plain = (path: string) => path.replaceAll(/\[(?!\]|n\])[^\]]*\]/g, "");

export function recallOf(from: string, to: string): Recall {
  const real = differences(readSchema(from), readSchema(to)).filter(isMeant);
  const listed = diffApis(loadRelease(from), loadRelease(to)).filter(isRead);
  const moved = new Set(listed.flatMap((change) => (isMoved(change) ? [change.endpoint] : [])));
  const idOfReal = ({ endpoint, place, keyword }: Difference) => {
    const [part = "", path = ""] = place.split(" ");
    return [endpoint, part || "endpoint", plain(path), keyword].join(" · ");
  };
  const toldIds = new Set(
    listed.flatMap(({ endpoint, part, path, what, before, after }) => {
      const id = (at: string, keyword: string) => [endpoint, part, plain(at), keyword].join(" · ");
      if (what !== "renamed") return [id(path, what)];
      if (part !== "endpoint") return [id(path, "removed"), id(String(after), "added")];
      return [
        `${String(before)} · endpoint ·  · removed`,
        `${String(after)} · endpoint ·  · added`,
      ];
    }),
  );
  const realIds = new Set(real.map(idOfReal));
  const missed = [...realIds].filter((id) => !toldIds.has(id) && !isInside(id, toldIds));
  const invented = [...toldIds].filter(
    (id) => !realIds.has(id) && !moved.has(id.slice(0, id.indexOf(" · ")) as EndpointKey),
  );
  const explained = (side: "missed" | "invented", id: string) =>
    EXPLAINED.some((reason) => reason.side === side && reason.what.test(id));
  return {
    from,
    to,
    real: realIds.size,
    told: realIds.size - missed.length,
    listed: toldIds.size,
    found: toldIds.size - invented.length,
    missed: missed.filter((id) => !explained("missed", id)),
    invented: invented.filter((id) => !explained("invented", id)),
  };
}

/** Changes of Proxmox's words alone are in no fact, and neither are forms of a parameter. */
function isRead({ class: severity, what, path }: Change): boolean {
  const isForm =
    /\[(?!n\])[^\]]+\]$/.test(path) && ["added", "removed", "instance-types"].includes(what);
  return what !== "text" && !(severity === "text" && what === "permissions") && !isForm;
}

/** Its insides are compared with those of the old path, where the judge sees one gone and one come. */
const isMoved = ({ part, what }: Change) => part === "endpoint" && what === "renamed";

/** What is inside of a parameter that came or went is told with it. */
function isInside(id: string, told: ReadonlySet<string>): boolean {
  const [endpoint, part, path = "", keyword = ""] = id.split(" · ");
  if (keyword !== "added" && keyword !== "removed") return false;
  const steps = [...path.matchAll(/\.|\[\]/g)].map(({ index }) => path.slice(0, index));
  return [...steps, ""].some((outer) => told.has([endpoint, part, outer, keyword].join(" · ")));
}

/** The judge counts forms of a parameter as places of their own. */
function isMeant({ place, keyword }: Difference): boolean {
  return !(/\[\d+\]$/.test(place) && (keyword === "added" || keyword === "removed"));
}
