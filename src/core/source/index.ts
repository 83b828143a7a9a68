// The door to the source files of a bot: all that the rest of the project may import from here.
export { inspect, keyLines, secretRanges } from "./inspect";
export type { Language, Source } from "./language";
export {
  anyDeclaredEncoding,
  type Foreignness,
  foreignnessOf,
  languageNames,
  languageOf,
  languageOfFence,
  plainLiteral,
  readSource,
  sourceExtensions,
  valueReadings,
} from "./languages";
export { isSameValue, isValueOf } from "./same-value";
export { holdsCredentials, isSecretName } from "./secrets";
export type {
  Assignment,
  Bound,
  Location,
  Meaning,
  Other,
  OtherReason,
  Overruling,
  SourceElement,
  SourceProblemCode,
  SourceValue,
  Step,
  ValueKind,
  ValueType,
} from "./types";
