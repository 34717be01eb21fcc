/**
 * Bundled in place of the packages with which got caches answers and names and speaks HTTP/2: the
 * client asks it for none of that.
 */
export default class Unused {
  constructor() {
    throw new Error("This part of got isn't bundled.");
  }
}

export class CacheError extends Error {}
