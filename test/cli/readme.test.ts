// Runs what README.md shows of evidence and gates: its plan, its commands, its line for cron.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { threeWins, WatchedDemo } from "../support/watched-demo";

const [, section = ""] = readFileSync("README.md", "utf8").split("## Did it work?");
const [, plan = ""] = /^```jsonc\n(.*?)^```/ms.exec(section) ?? [];
const commands = [...section.matchAll(/^ *(phasegate (?:evidence|gate|validate) .*)$/gm)].map(([, line = ""]) => line);
const [, forCron = ""] = /^ *0 \* \* \* \* +(.*)$/m.exec(section) ?? [];

const [, elsewhere = ""] = readFileSync("docs/EVIDENCE.md", "utf8").split("## A bot on another machine");
const [, fetching = ""] = /^```sh\n(.*?)^```/ms.exec(elsewhere) ?? [];
const [, fetched = ""] = /^```jsonc\n(.*?)^```/ms.exec(elsewhere) ?? [];

const statePath = "results/bot_state.json";

describe("README.md, on a bot that leaves a log and a state", () => {
  const programs = mkdtempSync(join(tmpdir(), "phasegate-bin-"));
  let demo: WatchedDemo;
  before(() => {
    const program = join(programs, "phasegate");
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${resolve("dist/cli.js")}" "$@"\n`);
    chmodSync(program, 0o755);
    demo = new WatchedDemo(8, plan);
    demo.writeLog(threeWins);
    demo.writeEvidence(statePath, JSON.stringify(stateOf(demo)));
  });
  after(() => {
    demo.remove();
    rmSync(programs, { recursive: true, force: true });
  });

  const shell = (script: string) =>
    spawnSync("sh", ["-c", script], {
      cwd: demo.folder,
      env: { ...demo.env, PATH: `${programs}:${process.env["PATH"]}` },
      encoding: "utf8",
    });
  const cronMail = () => shell(forCron.replace("~/bot", demo.folder)).stdout;

  it("finds both files, and counts a trade that is in both once", () => {
    const { stdout, status } = shell(commandOf("evidence"));
    assert.equal(status, 0);
    assert.match(stdout, /logs\/bot_structured\.jsonl +\d+ records/);
    assert.match(stdout, /results\/bot_state\.json +\d+ records/);
    assert.match(stdout, /Trades +3\n/);
    assert.doesNotMatch(stdout, /Findings/);
  });

  it("waits for signatures, of which cron sends no mail, and passes with them", () => {
    assert.equal(shell(commandOf("gate")).status, 4);
    assert.equal(cronMail(), "");
    const { status, stderr } = shell(commandOf("validate"));
    assert.equal(status, 0, stderr);
    assert.equal(shell(commandOf("gate")).status, 0);
  });

  it("sends a mail where the gate fails", () => {
    demo.writeEvidence(statePath, "{}");
    demo.writeLog(threeWins.map((trade) => ({ ...trade, exitPrice: 98_000 })));
    assert.match(cronMail(), /^Phase 1: .*\nFail/);
  });
});

describe("docs/EVIDENCE.md, on a bot on another machine", () => {
  const programs = mkdtempSync(join(tmpdir(), "phasegate-bin-"));
  let demo: WatchedDemo;
  before(() => {
    const phasegate = `#!/bin/sh\nexec "${process.execPath}" "${resolve("dist/cli.js")}" "$@"\n`;
    writeFileSync(join(programs, "phasegate"), phasegate, { mode: 0o755 });
    // The other machine is a folder here, and what carries files over copies them.
    const other = join(programs, "bot.example");
    const rsync = `#!/bin/sh\n[ "$1" = --archive ] && mkdir -p "$3" && cp -a "${other}/\${2#bot.example:bot/}." "$3"\n`;
    writeFileSync(join(programs, "rsync"), rsync, { mode: 0o755 });
    const sources = /"sources": \[.*?^ {4}\]/ms;
    assert.match(plan, sources);
    demo = new WatchedDemo(8, plan.replace(sources, fetched.trim()));
    demo.writeLog(threeWins);
    mkdirSync(other);
    renameSync(join(demo.folder, "logs"), join(other, "logs"));
  });
  after(() => {
    demo.remove();
    rmSync(programs, { recursive: true, force: true });
  });

  it("judges what was fetched", () => {
    const env = { ...demo.env, PATH: `${programs}:${process.env["PATH"]}` };
    const shown = spawnSync("sh", ["-ec", fetching], { cwd: demo.folder, env, encoding: "utf8" });
    assert.equal(shown.status, 4, shown.stderr);
    assert.match(shown.stdout, /^Inconclusive at look 1 of 3: trades-execute/m);
  });
});

function commandOf(name: string): string {
  const line = commands.find((each) => each.startsWith(`phasegate ${name} `));
  assert.ok(line, name);
  return line;
}

/** The state of the bot after these trades, as it writes it. */
function stateOf(demo: WatchedDemo): object {
  const trades = threeWins.map(({ opened, closed = opened }) => ({
    entry_time: demo.clock(opened),
    order_id: null,
    side: "LONG",
    entry_price: 100_000,
    quantity: 0.1,
    status: "CLOSED",
    exit_time: demo.clock(closed),
    exit_price: 101_000,
    exit_reason: "ML Exit (LONG model, prob=0.716)",
    pnl_usd_gross: 100,
    transaction_cost: 12.06,
    pnl_usd_net: 87.94,
  }));
  return {
    initial_balance: 100_000,
    current_balance: 100_263.82,
    trades,
    session_start: demo.clock(10),
    timestamp: demo.clock(demo.age),
  };
}
