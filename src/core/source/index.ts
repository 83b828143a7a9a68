export { inspect } from "./inspect";
export { locate } from "./locate";
export { movedBy } from "./moved";
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
export { isDead, usesOf } from "./uses";
export { writeLiteral } from "./write";
