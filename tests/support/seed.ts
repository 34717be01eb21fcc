import fc from "fast-check";

/**
 * Property tests try the same values in each run, so that a run says what a change did.
 * `FC_SEED=random` tries others; a failure prints the seed that repeats it: `FC_SEED=-529714278`.
 */
const seed = process.env["FC_SEED"] ?? "1";
fc.configureGlobal(seed === "random" ? {} : { seed: Number(seed) });
