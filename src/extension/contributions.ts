// Declares each command, menu entry, key and context key once. `npm run manifest` writes them into package.json.
import { mostPhases } from "../core/limits";

/** What the conditions in the manifest may ask. The extension sets each under "phasegate." and its name. */
export interface ContextValues {
  readonly status: "no-plan" | "several" | "unusable" | "ready";
  readonly planCount: number;
  /** 0 where there is no usable plan. */
  readonly phaseCount: number;
  readonly ledgerKnown: boolean;
  /** The bot's file has edits, or values, that no checkpoint holds. */
  readonly unsealed: boolean;
  /** Whether the ledger has such a checkpoint: the walkthrough's steps are done by doing them. */
  readonly hasApplied: boolean;
  readonly hasValidated: boolean;
  readonly hasRolledBack: boolean;
  /** The yes that the active editor waits for; "" where it waits for none. */
  readonly asking: Answer | "";
}

/** The yes to a question, by what it does. */
export type Answer = `phase${number}` | "rollBack" | "checkpoint" | "adopt" | "validate" | "extend" | "writeNow";

export type ContextKey = keyof ContextValues;

export const viewNames = ["plan", "checkpoints"] as const;

export type ViewName = (typeof viewNames)[number];

export interface Command {
  /** English, for package.nls.json. */
  readonly title: string;
  /** A codicon's name. */
  readonly icon?: string;
  /** When the command palette lists it. */
  readonly palette: "always" | "never" | { readonly when: string };
  /** False for a button whose title is shown alone; else "Phasegate:" stands before it. */
  readonly hasCategory?: false;
  readonly menus?: readonly MenuEntry[];
  readonly key?: { readonly key: string; readonly mac?: string; readonly when: string };
}

/** An entry's group may end with "@" and its place in the group; "inline" and "navigation" are shown as icons. */
export type MenuEntry =
  | { readonly menu: "editor/title"; readonly group: string; readonly when: string }
  | { readonly menu: "view/title"; readonly view: ViewName; readonly group: string; readonly when: string }
  | { readonly menu: "view/item/context"; readonly view: ViewName; readonly group: string; readonly when: string };

export type CommandName = keyof typeof namedCommands | PhaseCommandName;

export type PhaseCommandName = `applyPhase${number}` | `answerPhase${number}`;

const isAsking = contextKey("asking");
const inPreview = "activeEditor == multiDiffEditor";
const hasPlan = `${contextKey("planCount")} >= 1`;
const hasSeveralPlans = `${contextKey("planCount")} >= 2`;
const hasPhases = hasPhase(1);

const onPhase = "viewItem =~ /^phase\\./";
const onNextPhase = "viewItem == phase.next";
const onParameter = "viewItem == parameter";
const onValue = "viewItem == value";
const onCheckpoint = "viewItem =~ /^checkpoint/";
const onCheckpointWithPrevious = "viewItem == checkpoint";
const onAnyCheckpoint = "viewItem =~ /^(checkpoint|unreached)/";
const onlyRow = "!listMultiSelection";

const namedCommands = {
  openDashboard: {
    title: "Open Dashboard",
    icon: "graph",
    palette: { when: hasPlan },
    menus: [{ menu: "view/title", view: "plan", group: "navigation@0", when: hasPlan }],
  },
  applyNextPhase: { title: "Apply Next Phase", palette: { when: hasPhases } },
  previewPhase: {
    title: "Preview Phase…",
    icon: "diff",
    palette: { when: hasPhases },
    menus: [
      { menu: "view/item/context", view: "plan", group: "inline@1", when: onPhase },
      { menu: "view/item/context", view: "plan", group: "1_show@1", when: onPhase },
    ],
  },
  validatePhase: { title: "Validate Phase…", icon: "pass", palette: { when: hasPhases } },
  extendWindow: { title: "Extend Window…", icon: "watch", palette: { when: hasPhases } },
  rollBack: {
    title: "Roll Back…",
    icon: "discard",
    palette: { when: hasPhases },
    menus: [{ menu: "view/title", view: "checkpoints", group: "navigation@1", when: hasPhases }],
  },
  restartBot: {
    title: "Restart Bot",
    icon: "debug-restart",
    palette: { when: `isWorkspaceTrusted && ${hasPhases}` },
    menus: [{ menu: "view/title", view: "plan", group: "2_bot@1", when: `isWorkspaceTrusted && ${hasPhases}` }],
  },
  adopt: { title: "Adopt Current State…", icon: "verified", palette: { when: hasPhases } },
  checkpointHandEdits: {
    title: "Checkpoint Hand Edits…",
    icon: "git-commit",
    palette: { when: hasPhases },
    menus: [{ menu: "view/title", view: "checkpoints", group: "navigation@0", when: contextKey("unsealed") }],
  },
  healCheckpoint: { title: "Heal Checkpoint…", icon: "wrench", palette: { when: hasPhases } },
  showCheckpoints: { title: "Show Checkpoints", icon: "history", palette: { when: hasPhases } },
  writeReport: { title: "Write Report…", palette: { when: hasPhases } },
  rollBackTo: {
    title: "Roll Back To…",
    icon: "discard",
    palette: "never",
    menus: [
      { menu: "view/item/context", view: "checkpoints", group: "inline@2", when: onCheckpoint },
      { menu: "view/item/context", view: "checkpoints", group: "3_change@1", when: `${onCheckpoint} && ${onlyRow}` },
    ],
  },
  compareWithCurrent: {
    title: "Compare with Current",
    icon: "git-compare",
    palette: "never",
    menus: [
      { menu: "view/item/context", view: "checkpoints", group: "inline@1", when: onAnyCheckpoint },
      {
        menu: "view/item/context",
        view: "checkpoints",
        group: "2_compare@1",
        when: `${onAnyCheckpoint} && ${onlyRow}`,
      },
    ],
  },
  compareWithPrevious: {
    title: "Compare with Previous",
    palette: "never",
    menus: [
      {
        menu: "view/item/context",
        view: "checkpoints",
        group: "2_compare@2",
        when: `${onCheckpointWithPrevious} && ${onlyRow}`,
      },
    ],
  },
  compareTwo: {
    title: "Compare Two Checkpoints",
    palette: "never",
    menus: [
      {
        menu: "view/item/context",
        view: "checkpoints",
        group: "2_compare@3",
        when: `${onAnyCheckpoint} && listDoubleSelection`,
      },
    ],
  },
  openCommit: {
    title: "Open Commit",
    palette: "never",
    menus: [
      { menu: "view/item/context", view: "checkpoints", group: "4_git@1", when: `${onAnyCheckpoint} && ${onlyRow}` },
    ],
  },
  copyTag: {
    title: "Copy Tag",
    palette: "never",
    menus: [
      { menu: "view/item/context", view: "checkpoints", group: "4_git@2", when: `${onAnyCheckpoint} && ${onlyRow}` },
    ],
  },
  pushCheckpoints: {
    title: "Push Checkpoints",
    icon: "repo-push",
    palette: { when: hasPhases },
    menus: [
      { menu: "view/title", view: "checkpoints", group: "1_share@1", when: `${hasPhases} && isWorkspaceTrusted` },
    ],
  },
  fetchCheckpoints: {
    title: "Fetch Checkpoints",
    icon: "repo-pull",
    palette: { when: hasPhases },
    menus: [
      { menu: "view/title", view: "checkpoints", group: "1_share@2", when: `${hasPhases} && isWorkspaceTrusted` },
    ],
  },
  showHistory: { title: "Show History of a Parameter…", icon: "history", palette: { when: hasPhases } },
  showHistoryOf: {
    title: "Show History",
    icon: "history",
    palette: "never",
    menus: [
      { menu: "view/item/context", view: "plan", group: "inline@1", when: onParameter },
      { menu: "view/item/context", view: "plan", group: "1_show@1", when: onParameter },
      { menu: "view/item/context", view: "checkpoints", group: "inline@1", when: onValue },
      { menu: "view/item/context", view: "checkpoints", group: "1_show@1", when: onValue },
    ],
  },
  choosePlan: { title: "Choose Plan…", palette: { when: hasSeveralPlans } },
  openPlan: {
    title: "Open Plan",
    icon: "go-to-file",
    palette: { when: hasPlan },
    menus: [{ menu: "view/title", view: "plan", group: "navigation@1", when: hasPlan }],
  },
  openDemo: { title: "Open Demo…", palette: "always" },
  createPlan: { title: "Create a Plan for This Bot…", palette: "always" },
  importPlan: { title: "Import Plan…", palette: "always" },
  applyPhase: {
    title: "Apply Phase",
    icon: "check",
    palette: "never",
    menus: [
      { menu: "view/item/context", view: "plan", group: "inline@2", when: onNextPhase },
      { menu: "view/item/context", view: "plan", group: "2_change@1", when: onNextPhase },
    ],
  },
  showCheckpoint: {
    title: "Show Changes",
    icon: "diff",
    palette: "never",
    menus: [
      { menu: "view/item/context", view: "checkpoints", group: "1_show@1", when: `${onAnyCheckpoint} && ${onlyRow}` },
    ],
  },
  revealParameter: { title: "Go to Value", palette: "never" },
  confirmChange: {
    title: "Confirm Change",
    palette: { when: isAsking },
    key: { key: "ctrl+enter", mac: "cmd+enter", when: `${isAsking} && editorFocus` },
  },
  cancelChange: {
    title: "Cancel Change",
    palette: { when: isAsking },
    key: {
      key: "escape",
      when: `${isAsking} && editorFocus && !findWidgetVisible && !editorHasSelection && !editorHoverVisible`,
    },
  },
  // The same again for the editor's title, each by its own verb.
  answerRollBack: answerButton("rollBack", "Roll Back"),
  answerCheckpoint: answerButton("checkpoint", "Checkpoint"),
  answerAdopt: answerButton("adopt", "Adopt"),
  answerValidate: answerButton("validate", "Validate"),
  answerExtend: answerButton("extend", "Extend Window"),
  answerWriteNow: answerButton("writeNow", "Write Now"),
  answerCancel: {
    title: "Cancel",
    palette: "never",
    hasCategory: false,
    menus: [{ menu: "editor/title", group: "navigation@-1", when: `${isAsking} && ${inPreview}` }],
  },
} as const satisfies Record<string, Command>;

/** VS Code has no commands with a number to fill in, so each phase that a plan may have gets commands of its own. */
export const contributedCommands: readonly (readonly [name: CommandName, command: Command])[] = [
  ...Array.from({ length: mostPhases }, (_, index) => phaseCommand(index + 1)),
  ...Array.from({ length: mostPhases }, (_, index) => phaseAnswer(index + 1)),
  ...(Object.entries(namedCommands) as [CommandName, Command][]),
];

/** What a view shows while it is empty: its text is the string "welcome." and `text` in package.nls.json. */
export const viewWelcomes: readonly { readonly view: ViewName; readonly text: string; readonly when: string }[] = [
  { view: "plan", text: "noPlan", when: statusIs("no-plan") },
  { view: "plan", text: "several", when: statusIs("several") },
  { view: "plan", text: "unusable", when: statusIs("unusable") },
  {
    view: "checkpoints",
    text: "noCheckpoints",
    when: `isWorkspaceTrusted && ${statusIs("ready")} && ${contextKey("ledgerKnown")}`,
  },
  { view: "checkpoints", text: "untrusted", when: "!isWorkspaceTrusted" },
];

function contextKey(key: ContextKey): string {
  return `phasegate.${key}`;
}

function hasPhase(phase: number): string {
  return `${contextKey("phaseCount")} >= ${phase}`;
}

function statusIs(status: ContextValues["status"]): string {
  return `${contextKey("status")} == ${status}`;
}

function phaseCommand(phase: number): readonly [PhaseCommandName, Command] {
  return [`applyPhase${phase}`, { title: `Apply Phase ${phase}`, palette: { when: hasPhase(phase) } }];
}

function phaseAnswer(phase: number): readonly [PhaseCommandName, Command] {
  return [`answerPhase${phase}`, answerButton(`phase${phase}`, `Apply Phase ${phase}`)];
}

/** The button that says yes, left of the editor's own. */
function answerButton(answer: Answer, title: string): Command {
  return {
    title,
    palette: "never",
    hasCategory: false,
    menus: [
      { menu: "editor/title", group: "navigation@-2", when: `${contextKey("asking")} == ${answer} && ${inPreview}` },
    ],
  };
}
