import type { Toolbox } from "./toolbox.js";

/** A toolbox that stays while what is behind it is made anew, as when settings have changed. */
export interface RenewableToolbox extends Toolbox {
  /** Calls from now on use the next one. @returns the one before it, whose calls may still run */
  renew(next: Toolbox): Toolbox;
}

/** @param onClose runs when it is closed */
export function renewableToolbox(first: Toolbox, onClose: () => void): RenewableToolbox {
  let current = first;
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
    close: () => {
      onClose();
      return current.close();
    },
    renew: (next) => {
      const last = current;
      current = next;
      return last;
    },
  };
}
