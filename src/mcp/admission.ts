import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";

/** Lets only so much run at the same time. */
export interface Admission {
  /** @throws ProtocolError where too much runs already; then nothing was begun */
  run<T>(work: () => Promise<T>): Promise<T>;
  readonly running: number;
}

/** @param within a wider one that has to admit it too */
export function createAdmission(most: number, within?: Admission): Admission {
  let running = 0;
  return {
    get running() {
      return running;
    },
    async run(work) {
      if (running >= most) {
        throw new ProtocolError(
          ProtocolErrorCode.InternalError,
          `${running} requests are under way, and no more at a time are taken; try again later. Nothing was done.`,
        );
      }
      running += 1;
      try {
        return await (within ? within.run(work) : work());
      } finally {
        running -= 1;
      }
    },
  };
}
