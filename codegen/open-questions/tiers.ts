import { keyOf } from "../../src/schema/model.js";
import { classify } from "../../src/tools/tier-of-endpoint.js";
import { placeOf } from "./place.js";
import type { Questions } from "./question.js";

/** Endpoints whose tier no rule and no exception decides. */
export const questionsOfTiers: Questions = ({ newest }) =>
  newest.endpoints
    .filter((endpoint) => classify(endpoint).by === "nothing")
    .map((endpoint) => ({
      kind: "tier",
      at: placeOf("overrides/access/tiers.ts", "export const tierRules"),
      text: `${keyOf(endpoint)} is "elevated" because nobody decided`,
    }));
