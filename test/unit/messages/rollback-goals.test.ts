// What a rollback can lead to, as the list tells it: groups, the checkpoint that holds now, what each goal would change.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEvent } from "../../../src/core/ledger/event";
import { type Checkpoint, emptyLedger, formatTag, type Ledger } from "../../../src/core/ledger/ledger";
import { problem } from "../../../src/core/problem";
import {
  backupGoals,
  describeOutlook,
  holdsNow,
  type RollbackGoals,
  rollbackGoals,
} from "../../../src/messages/editor/rollback-goals";
import { record } from "../node/sandbox-data";

function ledgerOf(...checkpoints: [token: string, phases: number[]][]): Ledger {
  return {
    ...emptyLedger,
    checkpoints: checkpoints.map(([token, phases], index): Checkpoint => {
      const tag = formatTag({ plan: "v4", n: index + 1, token });
      const when = "2025-10-15T14:03:00+02:00";
      const rest = { n: index + 1, tag, commit: "", who: "", when, at: 0, summary: token };
      return { ...record, event: parseEvent(token), phases, ...rest };
    }),
  };
}

const rows = (groups: readonly RollbackGoals[]) =>
  groups.map(({ title, goals }) => [title, ...goals.map(({ request }) => JSON.stringify(request))]);
const to = (tag: string) => `{"tag":"phasegate/v4/${tag}"}`;
const thereAlready = { problems: [problem("nothing-to-roll-back", { plan: "v4" })] };

describe("the goals of a rollback", () => {
  it("stand in groups: phases, the checkpoints in effect, earlier ones, the baseline; the newest first in each", () => {
    const ledger = ledgerOf(
      ["apply-1", [1]],
      ["rollback-phase-1", []],
      ["apply-1", [1]],
      ["apply-2", [1, 2]],
      ["validate-2", [1, 2]],
    );
    assert.deepEqual(rows(rollbackGoals(ledger)), [
      ["Take a phase back", '{"phase":2}', '{"phase":1}'],
      ["Checkpoints in effect", to("0005-validate-2"), to("0004-apply-2"), to("0003-apply-1")],
      ["Earlier checkpoints", to("0002-rollback-phase-1"), to("0001-apply-1")],
      ["Baseline", '{"tag":"baseline"}'],
    ]);
  });

  it("have no group without a goal, and none at all before the first checkpoint", () => {
    assert.deepEqual(rollbackGoals(ledgerOf()), []);
    assert.deepEqual(rows(rollbackGoals(ledgerOf(["hand-edits", []]))), [
      ["Checkpoints in effect", to("0001-hand-edits")],
      ["Baseline", '{"tag":"baseline"}'],
    ]);
  });

  it("name a backup by what its name has more than the bot's", () => {
    assert.deepEqual(backupGoals([]), []);
    const [group] = backupGoals([{ path: "bot/live.py.before_v4", of: "bot/live.py", date: "2025-10-15" }]);
    assert.deepEqual(group?.goals, [
      {
        request: { backup: "bot/live.py.before_v4" },
        label: ".before_v4",
        description: "2025-10-15 · bot/live.py.before_v4",
      },
    ]);
  });
});

describe("the goal that holds now", () => {
  const ledger = ledgerOf(["apply-1", [1]], ["rollback-phase-1", []], ["apply-1", [1]]);
  const goals = rollbackGoals(ledger).flatMap((group) => group.goals);
  const now = (outlook: Parameters<typeof holdsNow>[2]) =>
    goals.filter((goal) => holdsNow(ledger, goal, outlook)).map(({ request }) => request.tag);

  it("is the newest checkpoint alone, although an earlier one has the same values", () => {
    assert.deepEqual(now(thereAlready), ["phasegate/v4/0003-apply-1"]);
  });

  it("is none where the bot has other values, or nobody knows", () => {
    assert.deepEqual(now({ result: { changes: [], notes: [] }, problems: [] }), []);
    assert.deepEqual(now({ problems: [problem("rollback-kept", { parameters: ["STOP_LOSS"] })] }), []);
  });
});

describe("what going back would change", () => {
  const change = (parameter: string, before: string, after: string) => ({ parameter, before, after });

  it("is told by its values, and the phases that end or come back", () => {
    const result = {
      changes: [change("EXIT_THRESHOLD", "0.603", "0.70"), change("STOP_LOSS", "0.0052", "0.01")],
      ended: [1, 3],
      notes: [problem("phases-return", { phases: [2] })],
    };
    assert.equal(
      describeOutlook({ result, problems: [] }),
      "2 values · ends Phases 1, 3 · brings back Phase 2 · EXIT_THRESHOLD 0.603 → 0.70, STOP_LOSS 0.0052 → 0.01",
    );
  });

  it("names four values, and counts all", () => {
    const changes = Array.from({ length: 9 }, (_, index) => change(`P${index}`, "1", "2"));
    const said = describeOutlook({ result: { changes, notes: [] }, problems: [] });
    assert.equal(said, "9 values · P0 1 → 2, P1 1 → 2, P2 1 → 2, P3 1 → 2 and 5 more");
  });

  it("keeps a secret", () => {
    const changes = [change("API_KEY", '"hunter2"', '"hunter3"')];
    assert.doesNotMatch(describeOutlook({ result: { changes, notes: [] }, problems: [] }), /hunter/);
  });

  it("says that nothing would change, or why it can't be told", () => {
    assert.equal(describeOutlook(thereAlready), "Changes nothing: the bot has these values.");
    assert.match(
      describeOutlook({ problems: [problem("checkpoint-unbound", { parameters: ["STOP_LOSS"] })] }),
      /STOP_LOSS/,
    );
  });
});
