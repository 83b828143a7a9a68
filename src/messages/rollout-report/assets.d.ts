// Declares how the bundler inlines the styles.
declare module "*.inline.css" {
  const text: string;
  export default text;
}
