import type { EndpointKey } from "../../../src/schema/model.js";
import type { Row } from "./questions/answers.js";
import { access, firewall, network, operation } from "./questions/cluster.js";
import { backups, ceph, moving, storages } from "./questions/data.js";
import { agent, guests, power, snapshots } from "./questions/guests.js";
import { german, spanish } from "./questions/languages.js";
import { fourth, second, third } from "./questions/later.js";

/**
 * What operators ask, in their own words, and which endpoints answer it.
 *
 * The list is frozen: words and synonyms are tuned until search finds the answers; questions are
 * never bent to what search finds. New ones may be added.
 */
export interface Question {
  group: QuestionGroup;
  ask: string;
  /** Any of these in the answer counts as found. */
  accept: readonly EndpointKey[];
}

const groups = {
  power,
  guests,
  agent,
  snapshots,
  backups,
  moving,
  storages,
  ceph,
  firewall,
  network,
  access,
  operation,
  german,
  spanish,
  second,
  third,
  fourth,
} satisfies Record<string, Row[]>;

export type QuestionGroup = keyof typeof groups;

export const questions: readonly Question[] = (
  Object.entries(groups) as [QuestionGroup, Row[]][]
).flatMap(([group, rows]) => rows.map(([ask, ...accept]) => ({ group, ask, accept })));
