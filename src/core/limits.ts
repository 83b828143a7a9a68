// Holds the limits that more than one room keeps.

/** A plan has at most this many phases, as its schema says: each has a command of its own in the editor. */
export const mostPhases = 12;

/** In bytes: what a checkpoint says of its values. Git's tags with a larger message are not read back. */
export const largestMessage = 900_000;
