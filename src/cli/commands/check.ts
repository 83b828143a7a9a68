import { oneLine } from "../../core/ledger/message";
import { words } from "../../messages/cli";
import { placed } from "../findings";
import { type Exit, exit, type Session } from "../session";

/** Every finding, one a line as compilers write them. */
export async function check(session: Session): Promise<Exit> {
  const rollout = await session.rollout();
  if (rollout.withoutLedger) session.say(words.withoutLedger(rollout.withoutLedger));
  const findings = placed(rollout);
  const lines = findings.map(({ path, line, column, severity, code, message }) =>
    oneLine(`${path}:${line}:${column}: ${severity} ${code}: ${message}`),
  );
  session.print(lines.join("\n"), findings);
  session.say(words.checked(Object.keys(rollout.values.plan.parameters).length, findings.length));
  return findings.some(({ severity }) => severity !== "info") ? exit.findings : exit.done;
}
