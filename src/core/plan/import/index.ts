export { formatPlan } from "./format";
export { importMarkdown, type MarkdownOptions } from "./markdown";
export { importTrials, type TrialOptions } from "./trials";
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
