import { describe, expect, it } from "vitest";
import { measureUpload } from "../../../bench/upload.js";

describe("an upload", () => {
  // The benchmark sends 2 GB; far more than the limit is enough to see that nothing piles up.
  it("takes no more memory for 250 MB than it may for any size", async () => {
    const { memory } = await measureUpload(250_000_000);
    expect(memory).toBeLessThan(150);
  });
});
