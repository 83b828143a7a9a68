// Tests what is said of a governed file that is not where the plan names it, and which file is offered in its place.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fixesFor } from "../../../src/core/assessment/fixes";
import { editPlan } from "../../../src/core/plan/edit";
import { loadPlan } from "../../../src/core/plan/load";
import { applyEdits } from "../../../src/core/text";
import { type Rollout, readUsableRollout } from "../../../src/node/rollout";
import { botPath, demoBot } from "../../support/rollout";

describe("a governed file that is not there", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "phasegate-moved-"));
    cpSync("demo", root, { recursive: true });
    cpSync("test/fixtures/v4.phaseplan.json", join(root, "v4.phaseplan.json"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  function move(to: string): void {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    renameSync(join(root, botPath), join(root, to));
  }

  const read = (): Promise<Rollout> => readUsableRollout(join(root, "v4.phaseplan.json"), { git: false });

  async function told(): Promise<unknown> {
    const { findings } = await read();
    return findings.map(({ code, data, place }) => ({ code, data, path: place?.path }));
  }

  it("is the one finding, in the plan that names it, and the file that has its constants is offered", async () => {
    move("bots/renamed.py");
    write("bots/other.py", "STOP_LOSS = 0.01\nTAKE_PROFIT = 0.02\n");
    const data = { path: botPath, candidates: ["bots/renamed.py"] };
    assert.deepEqual(await told(), [{ code: "file-missing", data, path: "v4.phaseplan.json" }]);
    const rollout = await read();
    const [finding] = rollout.findings;
    assert.ok(finding?.place?.range);
    assert.equal(rollout.planText.slice(finding.place.range.start, finding.place.range.end), '"bot"');
  });

  it("is mended by the fix, which sets the path in the plan", async () => {
    move("bots/renamed.py");
    const rollout = await read();
    const fixes = rollout.findings.flatMap((finding) => fixesFor(finding, rollout));
    const [fix] = fixes;
    assert.ok(fix?.kind === "set-path" && fixes.length === 1);
    const text = applyEdits(rollout.planText, [editPlan(rollout.planText, fix.planEdits)]);
    assert.equal(loadPlan(text, "v4.phaseplan.json").plan?.files["bot"]?.path, "bots/renamed.py");
    assert.match(text, /bound to the demo's bot/);
    write("v4.phaseplan.json", text);
    assert.deepEqual(await told(), []);
  });

  it("has the one of the same name first where several have its constants, and none where none has", async () => {
    move("archive/phase4_dynamic_testnet_trading.py");
    write("a_copy.py", demoBot);
    const paths = ["archive/phase4_dynamic_testnet_trading.py", "a_copy.py"];
    assert.deepEqual(await told(), [
      { code: "file-missing", data: { path: botPath, candidates: paths }, path: "v4.phaseplan.json" },
    ]);
    for (const path of paths) rmSync(join(root, path));
    assert.deepEqual(await told(), [
      { code: "file-missing", data: { path: botPath, candidates: [] }, path: "v4.phaseplan.json" },
    ]);
  });
});
