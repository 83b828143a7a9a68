// The command `metrics`: values, phases and verdicts for Prometheus.
import * as l10n from "@vscode/l10n";
import { gatesInEffect } from "../../core/gates/gate-of-phase";
import { words } from "../../messages/cli";
import { readGateFacts } from "../../node/evidence/judge";
import { command } from "../command";
import { prometheusText } from "../data/prometheus";
import { exit } from "../session";

export const metrics = command({
  name: "metrics",
  summary: l10n.t("print values, phases and verdicts for Prometheus"),
  description: l10n.t(
    "In the text format, for the textfile collector of node_exporter. What is not known has no sample. Exits with 2 where the ledger can't be read: then there are values, but no phases and no verdicts.",
  ),
  operands: {},
  options: {},
  globals: ["plan", "cwd"],
  examples: [{ line: "phasegate metrics > phasegate.prom", does: l10n.t("a file that the collector reads") }],
  async run(session) {
    const rollout = await session.rollout();
    const { plan, withoutLedger, inEffect } = rollout;
    const facts = plan.evidence && inEffect ? await session.wait(() => readGateFacts(rollout, Date.now())) : undefined;
    process.stdout.write(prometheusText(rollout, facts && { facts, gates: gatesInEffect(facts, inEffect ?? []) }));
    if (!withoutLedger) return exit.done;
    session.say(words.withoutLedger(withoutLedger));
    return exit.refused;
  },
});
