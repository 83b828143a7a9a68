// What the build puts in.

/** The version in package.json. */
declare const PHASEGATE_VERSION: string;

declare module "*.md" {
  const text: string;
  export default text;
}
