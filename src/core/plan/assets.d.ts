// Declares how the bundler inlines the files that are no code.
/** The bundler inlines the bundled plans as they stand, with their comments. */
declare module "*.phaseplan.json" {
  const text: string;
  export default text;
}

/** … and a JSON Schema as the validator that ajv makes of it. */
declare module "*.schema.json" {
  const validate: import("ajv").ValidateFunction;
  export default validate;
}
