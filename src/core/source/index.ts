export { inspect, keyLines } from "./inspect";
export { locate } from "./locate";
export { movedBy } from "./names/derived";
export { isDead, usesOf } from "./names/uses";
export { holdsCredentials, isSecretName } from "./secrets";
export { readSource, type Source, updateSource } from "./source";
export type {
  Assignment,
  Location,
  Other,
  OtherReason,
  PythonType,
  SourceElement,
  SourceProblem,
  SourceProblemCode,
  SourceValue,
  Step,
  Use,
  ValueKind,
} from "./types";
export { writeLiteral } from "./write";
