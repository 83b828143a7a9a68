// Holds the limits that more than one room keeps.

/** A plan has at most this many phases, as its schema says: each has a command of its own in the editor. */
export const mostPhases = 12;
