// Exports everything that can be wrong, as coded data, and the errors that carry it to a person.

export {
  type FixKind,
  findingTable,
  fixKindsOf,
  isBesideChange,
  isOffLedger,
  noteSeverities,
  type ProblemCode,
  type ProblemData,
  type Severity,
  severityOf,
} from "./codes";
export { CommittedNotSealed, type NextStep, type Unsealed } from "./committed-not-sealed";
export type {
  CommitDifference,
  CountedUnit,
  FigureContradiction,
  FileFault,
  FileUnfitness,
  NeedlessExtension,
  RedactedChange,
  StaleDifference,
  TheirCheckpoint,
  TheirRecord,
  UndecidedCondition,
  UndecidedGate,
  ValueDifference,
} from "./details";
export type * from "./plan-faults";
export {
  type Finding,
  type Note,
  type Place,
  type Problem,
  problem,
  UserError,
} from "./problem";
export type { Usage } from "./usage";
