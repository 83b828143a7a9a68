// Holds the version of all that --json prints.

/** The one of every schema in schemas/cli: it goes up where a member is removed, is renamed or means something else. Members may be added. */
export const formatVersion = 1;
