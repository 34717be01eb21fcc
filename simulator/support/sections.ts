import { type ApiFault, fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, isTrue, splitList } from "../http/context.js";
import type { Section, Sections } from "../state/state.js";
import { digestOf } from "./random.js";

/** A configuration file of named sections and the endpoints that edit it. */
export interface SectionFile {
  /** `/cluster/mapping/pci` */
  collection: string;
  /** Parameter that names a section; the path of one is `<collection>/{id}` unless `item` differs. */
  id: string;
  item?: string;
  /** Where POST creates: on the collection by default. */
  createsOn?: "collection" | "item";
  sections(context: Context): Sections;
  missing(id: string): ApiFault;
  exists(id: string): ApiFault;
  /** Sections that the caller may see in lists; all by default. */
  isVisible?(context: Context, id: string): boolean;
  /** What reads and lists give back of a section, the id left out. */
  show?(section: Section, id: string, context: Context): Section;
  /** Reads of one section carry its id; lists always do. */
  readsId?: boolean;
  /** Lists and reads carry the digest of the whole file; by default both. */
  digest?: "both" | "list" | "read" | "none";
  /** Refuses or completes a section before it's stored; throws a fault. */
  check?(context: Context, id: string, section: Section, mode: "create" | "update"): void;
  checkDelete?(context: Context, id: string, section: Section): void;
  /** What POST and PUT answer; null by default. */
  answer?(context: Context, id: string, section: Section): unknown;
  /** Parameters that aren't part of the section. */
  skip?: readonly string[];
  /** Added to every new section. */
  defaults?(context: Context): Section;
}

/** Parameters of an update that steer it and are stored nowhere. */
const NOT_STORED = ["delete", "digest", "node", "lock-token"];

/** A validated value as it's stored and read back: flags as 1 and 0. */
export function stored(value: unknown): unknown {
  return typeof value === "boolean" ? (value ? 1 : 0) : value;
}

/** The request's parameters as a section, without those that name or steer. */
export function sectionFrom(values: Record<string, unknown>, without: readonly string[]): Section {
  const section: Section = {};
  for (const [key, value] of Object.entries(values)) {
    if (!without.includes(key) && value !== undefined) section[key] = stored(value);
  }
  return section;
}

export function fileDigest(sections: Sections): string {
  return digestOf([...sections]);
}

/** @throws ApiFault 500 when the file changed since the caller read it */
export function checkDigest(context: Context, digest: string): void {
  const given = context.optional("digest");
  if (given !== undefined && given !== "" && given !== digest) {
    throw fault("detected modified configuration - file changed by other user? Try again.");
  }
}

/** Takes the keys of a `delete` list out of a section. */
export function deleteKeys(context: Context, section: Section): void {
  for (const key of splitList(context.values["delete"])) {
    if (context.values[key] !== undefined) {
      throw parameterFault({
        delete: `you can't use '-${key}' and -delete ${key}' at the same time`,
      });
    }
    delete section[key];
  }
}

/** The five endpoints of a section file, as far as the API has them. */
export function sectionHandlers(file: SectionFile): Handlers {
  const item = file.item ?? `${file.collection}/{${file.id}}`;
  const create = file.createsOn === "item" ? item : file.collection;
  return {
    [`GET ${file.collection}`]: (context) => listSections(file, context),
    [`POST ${create}`]: (context) => createSection(file, context),
    [`GET ${item}`]: (context) => readSection(file, context),
    [`PUT ${item}`]: (context) => updateSection(file, context),
    [`DELETE ${item}`]: (context) => deleteSection(file, context),
  };
}

function shown(file: SectionFile, context: Context, id: string, section: Section): Section {
  return file.show ? file.show(section, id, context) : section;
}

export function listSections(file: SectionFile, context: Context): Section[] {
  const sections = file.sections(context);
  const { digest = "both" } = file;
  const mark = digest === "both" || digest === "list" ? { digest: fileDigest(sections) } : {};
  return [...sections]
    .filter(([id]) => file.isVisible?.(context, id) ?? true)
    .map(([id, section]) => ({ [file.id]: id, ...shown(file, context, id, section), ...mark }));
}

function found(file: SectionFile, context: Context): { id: string; section: Section } {
  const id = context.text(file.id);
  const section = file.sections(context).get(id);
  if (!section) throw file.missing(id);
  return { id, section };
}

export function readSection(file: SectionFile, context: Context): Section {
  const { id, section } = found(file, context);
  const { digest = "both" } = file;
  const hasDigest = digest === "both" || digest === "read";
  return {
    ...(file.readsId !== false && { [file.id]: id }),
    ...shown(file, context, id, section),
    ...(hasDigest && { digest: fileDigest(file.sections(context)) }),
  };
}

export function createSection(file: SectionFile, context: Context): unknown {
  const id = context.text(file.id);
  const sections = file.sections(context);
  if (sections.has(id)) throw file.exists(id);
  const without = [file.id, ...NOT_STORED, ...(file.skip ?? [])];
  const section = { ...file.defaults?.(context), ...sectionFrom(context.values, without) };
  file.check?.(context, id, section, "create");
  sections.set(id, section);
  return file.answer?.(context, id, section) ?? null;
}

export function updateSection(file: SectionFile, context: Context): unknown {
  const { id, section } = found(file, context);
  const sections = file.sections(context);
  checkDigest(context, fileDigest(sections));
  const without = [file.id, ...NOT_STORED, ...(file.skip ?? [])];
  const changed = { ...section };
  deleteKeys(context, changed);
  Object.assign(changed, sectionFrom(context.values, without));
  file.check?.(context, id, changed, "update");
  sections.set(id, changed);
  return file.answer?.(context, id, changed) ?? null;
}

export function deleteSection(file: SectionFile, context: Context): null {
  const { id, section } = found(file, context);
  file.checkDelete?.(context, id, section);
  file.sections(context).delete(id);
  return null;
}

/** Sections whose flag is on. */
export function isOn(section: Section, key: string): boolean {
  return isTrue(section[key]);
}
