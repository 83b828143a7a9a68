// What the build puts in.

/** The version in package.json. */
declare const PHASEGATE_VERSION: string;
