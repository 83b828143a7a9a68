import { openFindings } from "../../core/assessment/findings";
import { oneLine } from "../../core/ledger/message";
import { words } from "../../messages/cli";
import { findingRows } from "../findings";
import { type Exit, exit, type Session } from "../session";

/** Every finding, one a line as compilers write them. */
export async function check(session: Session): Promise<Exit> {
  const rollout = await session.rollout();
  if (rollout.withoutLedger) session.say(words.withoutLedger(rollout.withoutLedger));
  const findings = findingRows(rollout);
  const open = openFindings(rollout.findings).length;
  const lines = findings.map(({ path, line, column, severity, code, message }) =>
    oneLine(`${path}:${line}:${column}: ${severity} ${code}: ${message}`),
  );
  session.print(lines.join("\n"), findings);
  session.say(words.checked(rollout.parameters.length, open, findings.length - open));
  return open > 0 ? exit.findings : exit.done;
}
