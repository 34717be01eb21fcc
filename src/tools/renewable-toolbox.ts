import type { Toolbox } from "./toolbox.js";

/** A toolbox that stays while what is behind it is made anew, as when settings have changed. */
export interface RenewableToolbox extends Toolbox {
  /** Calls from now on use the next one; the one before it is closed when its calls have had time. */
  renew(next: Toolbox): void;
}

/** Milliseconds that calls have until their connections are closed. */
const LEAVING = 10 * 60_000;

/** @param onClose runs when it is closed */
export function renewableToolbox(first: Toolbox, onClose: () => void = () => {}): RenewableToolbox {
  let current = first;
  const leaving = new Set<Toolbox>();
  return {
    get listed() {
      return current.listed;
    },
    get instructions() {
      return current.instructions;
    },
    get problem() {
      return current.problem;
    },
    get notices() {
      return current.notices;
    },
    get clusters() {
      return current.clusters;
    },
    session: (options) => current.session(options),
    unlisted: (name) => current.unlisted(name),
    explain: (error) => current.explain(error),
    redact: (text) => current.redact(text),
    close: async () => {
      onClose();
      await Promise.all([current, ...leaving].map((toolbox) => toolbox.close()));
    },
    renew: (next) => {
      const last = current;
      current = next;
      leaving.add(last);
      const leave = () => {
        leaving.delete(last);
        void last.close();
      };
      setTimeout(leave, LEAVING).unref();
    },
  };
}
