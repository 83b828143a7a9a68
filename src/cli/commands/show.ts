import { checkpointNamed } from "../../core/ledger/ledger";
import { replacementOf } from "../../core/ledger/left-behind";
import { problem, UserError } from "../../core/problem";
import { shownCheckpoint } from "../../core/redact";
import { checkpointFacts, describeChange, noValueChanged } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { type Exit, exit, type Session } from "../session";

/** Everything of one checkpoint, of one that was left behind too. */
export async function show(session: Session): Promise<Exit> {
  const [tag] = session.operands;
  if (tag === undefined) throw new UserError(problem("usage", { detail: words.needsTag() }));
  const { ledger } = await session.ledger();
  const { checkpoints, left } = ledger;
  const reached = checkpointNamed(checkpoints, tag);
  const checkpoint = reached ?? checkpointNamed(left, tag);
  if (!checkpoint) throw new UserError(problem("checkpoint-unknown", { tag }));
  const counts = reached !== undefined;
  const replacedBy = replacementOf(ledger, checkpoint.tag);
  const facts = checkpointFacts(checkpoint, counts, replacedBy);
  const width = Math.max(...facts.map(([label]) => label.length));
  const values = checkpoint.changes.map((change) => `  ${describeChange(change)}`);
  session.print(
    [
      ...facts.map(([label, text]) => `${label.padEnd(width)}  ${text}`),
      "",
      ...(values.length > 0 ? values : [noValueChanged()]),
    ].join("\n"),
    {
      ...shownCheckpoint(checkpoint),
      counts,
      ...(replacedBy && { replacedBy: replacedBy.tag }),
    },
  );
  return exit.done;
}
