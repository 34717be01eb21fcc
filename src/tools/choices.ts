import { isObject, ownValue } from "../kit/objects.js";
import type { EndpointKey } from "../schema/model.js";
import type { ResultOf } from "./define.js";
import { type MissingArguments, ToolError } from "./errors.js";
import { call } from "./request.js";
import type { Session } from "./session.js";

type Resource = ResultOf<"GET /cluster/resources">[number];

type Values = (rows: readonly Resource[], session: Session) => unknown[] | Promise<unknown[]>;

/** Where the values of an argument come from. */
const CHOICES: Readonly<Record<string, Values>> = {
  node: (rows) => valuesOf(rows, "node"),
  target: (rows) => valuesOf(rows, "node"),
  storage: (rows) => valuesOf(rows, "storage"),
  ostemplate: templates,
};

/** Storages that are looked into: a hint isn't worth more requests. */
const MOST_STORAGES = 4;

const MOST_VALUES = 20;

/** The same error with what there is to choose from; what can't be read is left out. */
export async function withChoices(
  error: MissingArguments,
  openSession: () => Promise<Session>,
): Promise<ToolError> {
  const names = error.missing.filter((name) => ownValue(CHOICES, name));
  if (names.length === 0) return error;
  try {
    const session = await openSession();
    const rows = (await call(session, "GET /cluster/resources", {})).filter(isObject);
    const found = await Promise.all(
      names.map(async (name) => [name, await ownValue(CHOICES, name)?.(rows, session)] as const),
    );
    const choices = Object.fromEntries(
      found.map(([name, values = []]) => [name, [...new Set(values)].slice(0, MOST_VALUES)]),
    );
    const hint = "Nothing was changed. choices has what there is.";
    return new ToolError(error.code, error.message, hint, { ...error.details, choices });
  } catch {
    return error;
  }
}

function valuesOf(rows: readonly Resource[], type: "node" | "storage"): unknown[] {
  const values = rows.filter((row) => row["type"] === type).map((row) => row[type]);
  return values.sort();
}

async function templates(rows: readonly Resource[], session: Session): Promise<unknown[]> {
  const storages = new Map(
    rows
      .filter((row) => row["type"] === "storage" && row["status"] === "available")
      .filter((row) => String(row["content"]).split(",").includes("vztmpl"))
      .map((row) => [row["shared"] ? row["storage"] : `${row["node"]}/${row["storage"]}`, row]),
  );
  const endpoint: EndpointKey = "GET /nodes/{node}/storage/{storage}/content";
  const lists = await Promise.all(
    [...storages.values()]
      .slice(0, MOST_STORAGES)
      .map(({ node, storage }) => call(session, endpoint, { node, storage, content: "vztmpl" })),
  );
  return lists.flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject).map(({ volid }) => volid) : [],
  );
}
