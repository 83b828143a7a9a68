import assert from "node:assert/strict";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, describe, it } from "mocha";
import { failed } from "../support/bot-log";
import { type DemoTrade, logPath, threeWins, WatchedDemo } from "../support/watched-demo";

const notes = {
  "trades-execute": "all three filled at once",
  "exit-behavior": "looked at every exit: fine",
  "exits-broken": "none at probability 0",
};
const signatures = Object.entries(notes).flatMap(([id, note]) => ["--sign", `${id}=${note}`]);
const validate = ["validate", "1", ...signatures, "--yes"];

describe("a gate on the command line", () => {
  let demo: WatchedDemo;
  before(() => {
    demo = new WatchedDemo();
  });
  after(() => demo.remove());

  /** The bot's log up to now, with an error in its last minute. */
  function writeFailure(): void {
    demo.writeLog(threeWins, [failed(demo.clock(demo.age - 1), "connection refused")]);
  }

  /** What a tag's message says by one trailer, a line for each. */
  function trailers(tag: string, key: string): string[] {
    return demo.git("tag", "--list", `--format=%(contents:trailers:key=Phasegate-${key},valueonly)`, tag).split("\n");
  }

  it("holds the next phase back while it is open", () => {
    demo.writeLog(threeWins.slice(0, 1), [], demo.age - 40);
    assert.match(demo.refused("gate-undecided", ...validate), /signal-rate \(window open\)/);
    demo.refused("gate-not-passed", "apply", "2", "--yes");
    demo.refused("extension-needless", "extend", "1", "--reason", "two trades short", "--yes");
  });

  it("holds it back where a trigger has fired", () => {
    const losses = threeWins.map((trade): DemoTrade => ({ ...trade, exitPrice: 98_500 }));
    demo.writeLog(losses);
    assert.match(demo.refused("gate-fired", ...validate), /first-losses/);
  });

  it("holds it back where the bot logged an error, and takes no signature for it", () => {
    writeFailure();
    demo.refused("gate-fired", ...validate);
    demo.refused("signature-needless", ...validate, "--sign", "errors=it was the network");
  });

  it("holds it back where nothing is known of the bot", () => {
    rmSync(join(demo.folder, logPath));
    demo.refused("gate-undecided", ...validate);
  });

  it("asks for a signature of each judgement, which --yes never gives", () => {
    demo.writeLog(threeWins);
    const said = demo.refused("gate-undecided", "validate", "1", "--yes");
    assert.match(said, /A signature would settle trades-execute, exit-behavior, exits-broken/);
    demo.refused("signature-empty", "validate", "1", "--sign", "trades-execute= ", "--yes");
    assert.match(
      demo.refused("signature-unknown", "validate", "1", "--sign", "trade-execute=fine", "--yes"),
      /A signature is possible for: trades-execute, exit-behavior, exits-broken/,
    );
    demo.refused("usage", "validate", "1", "--sign", "fine", "--yes");
  });

  it("leaves nothing behind where it is killed ahead of the tag", () => {
    const bin = join(demo.folder, "..", `${demo.folder.split("/").at(-1)}-bin`);
    mkdirSync(bin);
    const git = join(bin, "git");
    const real = demo.git("--exec-path");
    writeFileSync(
      git,
      `#!/bin/sh\ncase " $* " in *" tag -a "*) kill -9 $PPID; exit 1;; esac\nexec "${real}/git" "$@"\n`,
    );
    chmodSync(git, 0o755);
    const before = demo.state();
    const { signal: killedBy } = demo.phasegateWith({ PATH: `${bin}${delimiter}${process.env["PATH"]}` }, ...validate);
    rmSync(bin, { recursive: true });
    assert.equal(killedBy, "SIGKILL");
    assert.equal(demo.git("tag", "--list", "*validate*"), "");
    assert.equal(demo.state().replace(/^.*\trefs\/phasegate\/lock\/v4\n/m, ""), before);
  });

  it("is sealed once it has passed: a tag on HEAD with the verdicts, the signatures and the evidence", () => {
    const before = demo.bot;
    const head = demo.git("rev-parse", "HEAD");
    const { status, stdout, stderr } = demo.phasegate(...validate);
    assert.equal(status, 0, stderr);
    const tag = "phasegate/v4/0002-validate-1";
    assert.equal(stdout, `${tag}\n`);
    assert.match(stderr, /^ {2}exit-behavior: signed$/m);
    assert.match(stderr, /^ {2}exit-behavior: looked at every exit: fine$/m);
    assert.equal(demo.git("rev-parse", "HEAD", `${tag}^{commit}`), `${head}\n${head}`);
    assert.equal(demo.bot, before);
    assert.equal(demo.git("for-each-ref", "refs/phasegate"), "");

    assert.match(trailers(tag, "Gate").join(), /^1 pass look=1 at=\d{4}-\d\d-\d\dT[\d:.]+Z/);
    const verdicts = trailers(tag, "Verdict").join("\n");
    assert.match(verdicts, /^no-errors pass\/fact value=0 unit=events compare=<= threshold=0 n=/m);
    assert.match(
      verdicts,
      /^signal-rate pass\/(?:met|shown) value=0\.04\d* unit=fraction compare=< threshold=0.0811 n=\d+ interval=/m,
    );
    assert.match(verdicts, /^exits-broken quiet$/m);
    // Twice 100 dollars, less 0.06 % of both prices.
    assert.match(verdicts, /^first-losses quiet value=175\.88 unit=USD compare=< threshold=-200 n=2/m);
    const signed = Object.entries(notes).map(([id, note]) => `${id} ${JSON.stringify(note)}`);
    assert.deepEqual(trailers(tag, "Signed").filter(Boolean), signed);
    assert.match(
      trailers(tag, "Evidence").join(),
      /^logs\/bot_structured\.jsonl size=\d+ sha256=[0-9a-f]{64} newest=\d{4}-/,
    );
    assert.equal(trailers(tag, "Phases")[0], "1");
  });

  it("is shown by status, show and log, as text, as data and as Markdown", () => {
    assert.match(demo.output("status"), /^Phase 1.* · validated \(0002\)$/m);
    const [first, second] = JSON.parse(demo.output("status", "--json")).phases;
    assert.deepEqual([first.validated, second.validated], ["phasegate/v4/0002-validate-1", null]);
    const shown = demo.output("show", "0002-validate-1");
    assert.match(shown, /^What +validate Phase 1, Critical parameters$/m);
    assert.match(shown, /^Signed +trades-execute: all three filled at once; /m);
    const [newest] = JSON.parse(demo.output("log", "--json"));
    assert.deepEqual([newest.event, newest.gate.outcome, newest.changes], ["validate-1", "pass", []]);
    assert.deepEqual(newest.signatures[1], { criterion: "exit-behavior", note: notes["exit-behavior"] });
    assert.match(demo.output("report"), /^### 0002 · validate Phase 1, Critical parameters$/m);
    assert.match(demo.output("log", "--parameter", "EXIT_THRESHOLD"), /^ {2}0\.603 .*0001 · apply Phase 1/m);
  });

  it("is sealed once", () => {
    demo.refused("phase-validated", ...validate);
    demo.refused("extension-needless", "extend", "1", "--reason", "for good measure", "--yes");
    demo.refused("phase-not-watched", "validate", "2", "--yes");
    demo.refused("phase-unknown", "validate", "nine", "--yes");
  });

  it("opens the next phase, but not on old evidence, nor once a trigger has fired since", () => {
    demo.writeLog(threeWins, [], demo.age - 200);
    demo.refused("evidence-stale", "apply", "2", "--yes");
    writeFailure();
    demo.refused("gate-failed", "apply", "2", "--yes");
    demo.writeLog(threeWins);
    assert.equal(demo.output("apply", "2", "--yes"), "phasegate/v4/0003-apply-2");
  });

  it("lets a reason override it, which the tag keeps", () => {
    demo.refused("gate-not-passed", "apply", "3", "--yes");
    const reason = "the exchange closes tonight";
    assert.equal(demo.output("apply", "3", "--override", reason, "--yes"), "phasegate/v4/0004-apply-3");
    assert.deepEqual(trailers("phasegate/v4/0004-apply-3", "Override")[0], JSON.stringify(reason));
  });

  it("is sealed with the rollback, as it stands then: no bot has run with Phase 3", () => {
    const tag = demo.output("rollback", "--yes");
    assert.equal(tag, "phasegate/v4/0005-rollback-phase-3");
    assert.match(trailers(tag, "Gate").join(), /^3 (?:inconclusive|error) look=0 /);
    assert.match(trailers(tag, "Verdict").join("\n"), /^win-rate (?:inconclusive|error)\//m);
  });
});

describe("a phase that must wait for a flat bot", () => {
  it("is refused while a position is open, unless a reason overrides it", () => {
    const demo = new WatchedDemo();
    try {
      demo.done("rollback", "--yes");
      demo.writeLog([...threeWins, { opened: demo.age - 10 }]);
      assert.match(demo.refused("position-open", "apply", "1", "--yes"), /a long one is open since/);
      demo.writeLog(threeWins);
      demo.done("apply", "1", "--yes");
    } finally {
      demo.remove();
    }
  });
});
