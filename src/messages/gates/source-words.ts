// What the plan's schema says of each kind of source. In English alone, as the schema.
import type { SourceKindName } from "../../core/plan/schema-names";

export const sourceWords: Readonly<Record<SourceKindName, { readonly description: string }>> = {
  state: { description: "The bot's state: a JSON file that it writes anew again and again." },
  log: { description: "The bot's structured log: one JSON object a line." },
  trades: { description: "A list of trades: CSV or JSON." },
};
