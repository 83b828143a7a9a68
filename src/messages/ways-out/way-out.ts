// Says where a way out is found, as each face has it: a command of the palette in the editor, a command line elsewhere.
import * as l10n from "@vscode/l10n";

export type Face = "editor" | "command-line";

let speaker: Face = "command-line";

/** For whom sentences are from now on; a face says it once, when it starts. */
export function speakFor(face: Face): void {
  speaker = face;
}

type Way = Readonly<Record<Face, () => string>>;

/** Where a text is the same in every language, it is the name of a command. */
const ways = {
  adopt: { editor: () => l10n.t('"Adopt Current State…"'), "command-line": () => '"phasegate adopt"' },
  handEdits: {
    editor: () => l10n.t('"Checkpoint Hand Edits…"'),
    "command-line": () => '"phasegate adopt --hand-edits"',
  },
  fetch: { editor: () => l10n.t('"Fetch Checkpoints"'), "command-line": () => '"phasegate fetch"' },
  heal: { editor: () => l10n.t('"Heal Checkpoint…"'), "command-line": () => '"phasegate heal"' },
  // The editor asks whether the process is gone.
  healGone: { editor: () => l10n.t('"Heal Checkpoint…"'), "command-line": () => '"phasegate heal --gone"' },
  checkpoints: { editor: () => l10n.t('"Show Checkpoints"'), "command-line": () => '"phasegate log"' },
  backups: { editor: () => l10n.t('"Roll Back…"'), "command-line": () => '"phasegate backups"' },
  findings: { editor: () => l10n.t("The Problems view"), "command-line": () => '"phasegate check"' },
  newPlan: { editor: () => l10n.t('"Create a Plan for This Bot…"'), "command-line": () => '"phasegate init"' },
  choosePlan: { editor: () => l10n.t('"Choose Plan…"'), "command-line": () => "--plan" },
  // The editor has no view of the evidence itself.
  evidence: {
    editor: () => l10n.t('In a terminal, "phasegate evidence"'),
    "command-line": () => '"phasegate evidence"',
  },
} as const satisfies Readonly<Record<string, Way>>;

/** The way out called `name`, as whoever reads the sentence can go it. */
export function wayOut(name: keyof typeof ways): string {
  return ways[name][speaker]();
}

/** The same for a look at the gate of a phase and its validation, with signatures for conditions by their ids. */
export function validation(phase: number, toSign: readonly string[] = []): string {
  const command = ["phasegate validate", String(phase), ...toSign.map((criterion) => `--sign ${criterion}=NOTE`)];
  return speaker === "editor" ? l10n.t('"Validate Phase…"') : `"${command.join(" ")}"`;
}
