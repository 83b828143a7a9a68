import { checkpointNamed } from "../../core/ledger";
import { problem, UserError } from "../../core/problem";
import { shownChange } from "../../core/shown";
import { checkpointFacts, describeChange, noValueChanged } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { type Exit, exit, type Session } from "../session";

/** Everything of one checkpoint, of one that was left behind too. */
export async function show(session: Session): Promise<Exit> {
  const [tag] = session.operands;
  if (tag === undefined) throw new UserError(problem("usage", { detail: words.needsTag() }));
  const { checkpoints, left } = (await session.ledger()).ledger;
  const reached = checkpointNamed(checkpoints, tag);
  const checkpoint = reached ?? checkpointNamed(left, tag);
  if (!checkpoint) throw new UserError(problem("checkpoint-unknown", { tag }));
  const counts = reached !== undefined;
  const facts = checkpointFacts(checkpoint, counts);
  const width = Math.max(...facts.map(([label]) => label.length));
  const values = checkpoint.changes.map((change) => `  ${describeChange(change)}`);
  session.print(
    [
      ...facts.map(([label, text]) => `${label.padEnd(width)}  ${text}`),
      "",
      ...(values.length > 0 ? values : [noValueChanged()]),
    ].join("\n"),
    { ...checkpoint, changes: checkpoint.changes.map(shownChange), counts },
  );
  return exit.done;
}
