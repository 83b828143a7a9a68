/** The bundler inlines these as they stand: the bundled plans keep their comments, so they are texts. */
declare module "*.phaseplan.json" {
  const text: string;
  export default text;
}

declare module "*.schema.json" {
  const schema: Record<string, unknown>;
  export default schema;
}
