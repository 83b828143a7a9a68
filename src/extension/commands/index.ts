import { commands, Disposable, env } from "vscode";
import type { Checkpoint } from "../../core/ledger/ledger";
import type { Context } from "../change/context";
import { reportError } from "../report";
import type { CheckpointRow } from "../surfaces/checkpoint-tree";
import type { PlanRow } from "../surfaces/plan-tree";
import { adopt } from "./adopt";
import { applyNextPhase } from "./apply-next-phase";
import { applyPhase } from "./apply-phase";
import { checkpointEdits } from "./checkpoint-edits";
import { choosePlan } from "./choose-plan";
import { compareTwo, compareWithCurrent, compareWithPrevious, showCheckpoint } from "./compare-checkpoints";
import { importPlan } from "./import-plan";
import { openCommit } from "./open-commit";
import { openPlan } from "./open-plan";
import { previewPhase } from "./preview-phase";
import { revealParameter } from "./reveal-parameter";
import { rollBack } from "./roll-back";
import { fetchCheckpoints, pushCheckpoints } from "./share";
import { showCheckpoints } from "./show-checkpoints";
import { showHistory } from "./show-history";

/** A plan has at most this many phases: VS Code's commands are static, so each has one of its own. */
const mostPhases = 12;

/** What a command does with the row that it was given on, and with all rows that are selected. */
type Handler = (context: Context, argument?: unknown, selected?: unknown) => PromiseLike<void> | void;

const handlers: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(
    Array.from({ length: mostPhases }, (_, index): [string, Handler] => [
      `applyPhase${index + 1}`,
      (context) => applyPhase(context, index + 1),
    ]),
  ),
  applyNextPhase,
  applyPhase: (context, argument) => {
    const phase = phaseOf(argument);
    return phase === undefined ? applyNextPhase(context) : applyPhase(context, phase);
  },
  previewPhase: (context, argument) => previewPhase(context, phaseOf(argument)),
  rollBack: (context) => rollBack(context),
  rollBackTo: (context, argument) => rollBack(context, checkpointOf(argument)?.tag),
  adopt,
  checkpointEdits,
  showCheckpoints,
  showCheckpoint: ofCheckpoint(showCheckpoint),
  compareWithCurrent: ofCheckpoint(compareWithCurrent),
  compareWithPrevious: ofCheckpoint(compareWithPrevious),
  compareTwo: (context, _argument, selected) => {
    const [one, other] = Array.isArray(selected) ? selected.map(checkpointOf) : [];
    return one && other ? compareTwo(context, one, other) : showCheckpoints(context);
  },
  openCommit: ofCheckpoint(openCommit),
  copyTag: ofCheckpoint((_context, { tag }) => env.clipboard.writeText(tag)),
  pushCheckpoints,
  fetchCheckpoints,
  showHistory: (context) => showHistory(context),
  showHistoryOf: (context, argument) => showHistory(context, parameterOf(argument)),
  revealParameter: (context, argument) => revealParameter(context, String(argument)),
  openPlan,
  importPlan,
  choosePlan,
  confirmChange: ({ preview }) => preview.answer(true),
  cancelChange: ({ preview }) => preview.answer(false),
  // The same two under the names that the editor's title shows: keys of a command would stand in its button.
  answerApply: ({ preview }) => preview.answer(true),
  answerCancel: ({ preview }) => preview.answer(false),
};

/** Registers every command; what one of them throws is shown in one place. */
export function registerCommands(context: Context): Disposable {
  return Disposable.from(
    ...Object.entries(handlers).map(([name, handler]) =>
      commands.registerCommand(`phasegate.${name}`, async (argument?: unknown, selected?: unknown) => {
        try {
          await handler(context, argument, selected);
        } catch (error) {
          reportError(error);
        }
      }),
    ),
  );
}

/** A phase's number from a lens or a link, or from a row of the plan's tree. */
function phaseOf(argument: unknown): number | undefined {
  if (typeof argument === "number") return argument;
  const row = argument as PlanRow | undefined;
  return row?.kind === "phase" ? row.state.phase.id : undefined;
}

/** A parameter's name from a link, or from a row of the trees. */
function parameterOf(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  const row = argument as PlanRow | CheckpointRow | undefined;
  if (row?.kind === "value") return row.change.parameter;
  return row?.kind === "parameter" ? row.state.name : undefined;
}

function checkpointOf(argument: unknown): Checkpoint | undefined {
  const row = argument as CheckpointRow | undefined;
  return row?.kind === "checkpoint" ? row.checkpoint : undefined;
}

/** What is done with one checkpoint's row; without a row, the person chooses a checkpoint. */
function ofCheckpoint(run: (context: Context, checkpoint: Checkpoint) => PromiseLike<void>): Handler {
  return (context, argument) => {
    const checkpoint = checkpointOf(argument);
    return checkpoint ? run(context, checkpoint) : showCheckpoints(context);
  };
}
