// What the other rooms use of the import.
export { examplePlan } from "./blank";
export { formatPlan } from "./document/format";
export { importMarkdown } from "./from-markdown";
export { importTrials } from "./from-trials";
export type { TrialOptions } from "./trials/document";
export type {
  Answers,
  Choice,
  Contradiction,
  Imported,
  ImportItem,
  ImportNoteCode,
  ImportQuestion,
  ImportQuestionCode,
  TextLine,
} from "./types";
export { notAParameter, note } from "./types";
