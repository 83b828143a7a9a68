// The kinds of sources that a plan can name. What the plan's schema says of them is written by npm run schema.
import type { SourceKindName } from "../../plan/schema-names";
import { state } from "./documents/reader";
import type { SourceKind } from "./kind";
import { log } from "./log/reader";
import { trades } from "./trades-reader";

export const sourceKinds: Readonly<Record<SourceKindName, SourceKind>> = { state, log, trades };
