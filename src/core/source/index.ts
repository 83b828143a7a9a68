// The door to the source files of a bot: all that the rest of the project may import from here.
export { inspect, keyLines } from "./inspect";
export type { Language, Source } from "./language";
export {
  anyDeclaredEncoding,
  languageOf,
  languageOfFence,
  plainLiteral,
  readSource,
  sourceExtensions,
  valueReadings,
} from "./languages";
export { holdsCredentials, isSecretName } from "./secrets";
export type {
  Assignment,
  Location,
  Other,
  OtherReason,
  SourceElement,
  SourceProblem,
  SourceProblemCode,
  SourceValue,
  Step,
  SymbolPath,
  Use,
  ValueKind,
  ValueType,
} from "./types";
