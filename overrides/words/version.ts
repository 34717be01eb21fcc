import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /version": "Get version and release of the node that answers, plus its default console",
  },
  parameters: {},
} satisfies Words;
