/**
 * An answer with both of its forms is cut to this many bytes, and says so. Claude Code refuses what
 * is over 25,000 tokens, and one takes 2.6 to 2.8 bytes of such answers.
 */
export const MAX_BYTES = 60_000;

/** An error may quote what was sent, and tell the trouble with each of ten thousand parameters. */
export const LONGEST_ERROR = 12_000;

export const MOST_NOTES = 20;
export const LONGEST_NOTE = 1_000;

/** A line of progress; a task's log may hold anything. */
export const LONGEST_PROGRESS = 2_000;
