import type { ResultOf } from "../../../src/tools/define.js";

/** A guest, node, storage … as the cluster lists it. */
export type Resource = ResultOf<"GET /cluster/resources">[number];
