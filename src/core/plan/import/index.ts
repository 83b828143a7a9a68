export { formatPlan } from "./format";
export { importMarkdown, type MarkdownOptions } from "./markdown";
export type { KnownParameter, Rounding, TrialOptions } from "./trial-document";
export { importTrials } from "./trials";
export type {
  Answers,
  Choice,
  Contradiction,
  Imported,
  ImportItem,
  ImportNote,
  ImportNoteCode,
  ImportQuestion,
  ImportQuestionCode,
  Place,
} from "./types";
