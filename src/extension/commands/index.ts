// Registers a handler for each command that contributions.ts declares.
import { commands, Disposable, env } from "vscode";
import type { Checkpoint } from "../../core/ledger/ledger";
import { mostPhases } from "../../core/limits";
import type { Context } from "../change/context";
import { remedyFor } from "../change/remedies";
import type { CommandName, PhaseCommandName } from "../contributions";
import { commandId } from "../ids";
import { reportError } from "../report";
import type { CheckpointRow } from "../surfaces/checkpoint-tree";
import type { PlanRow } from "../surfaces/plan-tree";
import { adopt } from "./adopt";
import { applyNextPhase } from "./apply-next-phase";
import { applyPhase } from "./apply-phase";
import { checkpointHandEdits } from "./checkpoint-hand-edits";
import { choosePlan } from "./choose-plan";
import { compareTwo, compareWithCurrent, compareWithPrevious, showCheckpoint } from "./compare-checkpoints";
import { createPlan } from "./create-plan";
import { extendWindow } from "./extend-window";
import { healCheckpoint } from "./heal-checkpoint";
import { importPlan } from "./import-plan";
import { openCommit } from "./open-commit";
import { openDemo } from "./open-demo";
import { openPlan } from "./open-plan";
import { previewPhase } from "./preview-phase";
import { restartBot } from "./restart-bot";
import { revealParameter } from "./reveal-parameter";
import { rollBack } from "./roll-back";
import { fetchCheckpoints, pushCheckpoints } from "./share";
import { showCheckpoints } from "./show-checkpoints";
import { showHistory } from "./show-history";
import { validatePhase } from "./validate-phase";
import { writeReport } from "./write-report";

/** `argument`: the row or link that the command was called on; `selected`: every selected row, where it was a row. */
type Handler = (context: Context, argument?: unknown, selected?: unknown) => PromiseLike<void> | void;

const handlers: Readonly<Record<Exclude<CommandName, PhaseCommandName>, Handler>> = {
  openDashboard: ({ dashboard }) => dashboard.open(),
  applyNextPhase,
  applyPhase: (context, argument) => {
    const phase = phaseOf(argument);
    return phase === undefined ? applyNextPhase(context) : applyPhase(context, phase);
  },
  previewPhase: (context, argument) => previewPhase(context, phaseOf(argument)),
  validatePhase,
  extendWindow,
  restartBot,
  rollBack: (context) => rollBack(context),
  rollBackTo: (context, argument) => rollBack(context, checkpointOf(argument)?.tag),
  adopt,
  checkpointHandEdits,
  healCheckpoint,
  showCheckpoints,
  writeReport,
  showCheckpoint: ofCheckpoint(showCheckpoint),
  compareWithCurrent: ofCheckpoint(compareWithCurrent),
  compareWithPrevious: ofCheckpoint(compareWithPrevious),
  compareTwo: (context, _argument, selected) => {
    const [first, second] = Array.isArray(selected) ? selected.map(checkpointOf) : [];
    return first && second ? compareTwo(context, first, second) : showCheckpoints(context);
  },
  openCommit: ofCheckpoint(openCommit),
  copyTag: ofCheckpoint((_context, { tag }) => env.clipboard.writeText(tag)),
  pushCheckpoints,
  fetchCheckpoints,
  showHistory: (context) => showHistory(context),
  showHistoryOf: (context, argument) => showHistory(context, parameterOf(argument)),
  revealParameter: (context, argument) => revealParameter(context, String(argument)),
  openDemo: ({ extension }) => openDemo(extension),
  openPlan,
  createPlan: () => createPlan(),
  importPlan: () => importPlan(),
  choosePlan,
  confirmChange: sayYes,
  cancelChange: ({ preview }) => preview.answer(false),
  answerRollBack: sayYes,
  answerCheckpoint: sayYes,
  answerAdopt: sayYes,
  answerValidate: sayYes,
  answerExtend: sayYes,
  answerWriteNow: sayYes,
  answerCancel: ({ preview }) => preview.answer(false),
};

export function registerCommands(context: Context): Disposable {
  return Disposable.from(
    ...Array.from({ length: mostPhases }, (_, index) =>
      Disposable.from(
        register(context, `applyPhase${index + 1}`, () => applyPhase(context, index + 1)),
        register(context, `answerPhase${index + 1}`, sayYes),
      ),
    ),
    ...(Object.entries(handlers) as [CommandName, Handler][]).map(([name, handler]) =>
      register(context, name, handler),
    ),
  );
}

function sayYes({ preview }: Context): void {
  preview.answer(true);
}

/** Every command's errors are shown here; once their cause is remedied, the command goes on from its beginning. */
function register(context: Context, name: CommandName, handler: Handler): Disposable {
  const run = async (argument?: unknown, selected?: unknown): Promise<void> => {
    try {
      await handler(context, argument, selected);
    } catch (error) {
      reportError(
        error,
        remedyFor(context, error, () => run(argument, selected)),
      );
    }
  };
  return commands.registerCommand(commandId(name), run);
}

/** A phase's number from a lens or a link, or from a row of the plan's tree. */
function phaseOf(argument: unknown): number | undefined {
  if (typeof argument === "number") return argument;
  const row = argument as PlanRow | undefined;
  return row?.kind === "phase" ? row.phase : undefined;
}

/** A parameter's name from a link, or from a row of the trees. */
function parameterOf(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  const row = argument as PlanRow | CheckpointRow | undefined;
  if (row?.kind === "value") return row.change.parameter;
  return row?.kind === "parameter" ? row.name : undefined;
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
