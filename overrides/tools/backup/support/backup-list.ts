import { isoTime } from "../../../../src/kit/iso-time.js";
import type { Handler, ResultOf } from "../../../../src/tools/define.js";
import { namesIn } from "../../support/guest-arguments.js";
import { inParallel } from "../../support/in-parallel.js";
import { unseenContent } from "../../support/unseen-content.js";
import { backupStorages, type Place, placeOfVolume } from "./backup-storage.js";

const FIELDS = [
  "volid",
  "vmid",
  "subtype",
  "time",
  "size",
  "format",
  "notes",
  "protected",
  "verification",
  "encrypted",
  "storage",
  "node",
];

const WIDTH = 8;

const CONTENT = "GET /nodes/{node}/storage/{storage}/content";

type Backup = ResultOf<"GET /nodes/{node}/storage/{storage}/content">[number];

/** A storage that doesn't answer is named; the others are listed all the same. */
export const listBackups: Handler = async (context) => {
  const { arguments: args, call, page, refuse, shape, signal } = context;
  const vmids = namesIn([args["vmids"], args["vmid"]]).map(Number);
  const kind = args["type"] === "vm" ? "qemu" : args["type"];
  const all = await backupStorages(context);
  const places = all.filter(({ storage }) => storage === (args["storage"] ?? storage));
  if (places.length === 0) {
    const known = [...new Set(all.map(({ storage }) => storage))].sort().join(", ") || "none";
    throw refuse(
      args["storage"] === undefined
        ? "There is no storage with backups that answers, or this login may not see it."
        : `storage: no storage of that name holds backups; those that do: ${known}`,
    );
  }
  const unseen = unseenContent(
    context,
    args["storage"] === undefined ? "all" : [String(args["storage"])],
    ["backup"],
  );
  const silent: string[] = [];
  const lists = await inParallel(places, WIDTH, async (place) => {
    try {
      const rows = await call(CONTENT, { ...place, content: "backup" });
      return rows.map((row) => entryOf(row, place));
    } catch (error) {
      if (signal.aborted || places.length === 1) throw error;
      silent.push(`${place.storage} on ${place.node}`);
      return [];
    }
  });
  const found = lists
    .flat()
    .filter((row) => vmids.length === 0 || vmids.includes(Number(row["vmid"])))
    .filter((row) => kind === undefined || row["subtype"] === undefined || row["subtype"] === kind)
    .sort((a, b) => compareText(b["time"], a["time"]) || compareText(a["volid"], b["volid"]));
  const listed = page(found, { fields: FIELDS, limit: 100 });
  const answer = { ...listed, data: await shape(CONTENT, listed.data) };
  const notes = [
    ...(answer.notes ?? []),
    ...(silent.length > 0 ? [`No answer from ${silent.sort().join(", ")}.`] : []),
    ...[(await unseen) ?? []].flat(),
  ];
  return notes.length > 0 ? { ...answer, notes } : answer;
};

function entryOf(row: Backup, place: Place): Record<string, unknown> {
  const { ctime, protected: isProtected, ...rest } = row;
  return {
    ...rest,
    ...place,
    ...(ctime !== undefined && { time: isoTime(ctime) }),
    ...(isProtected !== undefined && { protected: Number(isProtected) === 1 }),
  };
}

function compareText(a: unknown, b: unknown): number {
  const [left, right] = [String(a ?? ""), String(b ?? "")];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const deleteBackup: Handler = async (context) => {
  const volume = String(context.arguments["volume"]);
  const place = await placeOfVolume(context, volume);
  return context.request("DELETE /nodes/{node}/storage/{storage}/content/{volume}", {
    ...place,
    volume,
  });
};

/** The configuration that a backup would restore, as its file has it. */
export const showBackupConfig: Handler = async (context) => {
  const volume = String(context.arguments["volume"]);
  const { node } = await placeOfVolume(context, volume);
  return context.request("GET /nodes/{node}/vzdump/extractconfig", { node, volume });
};
