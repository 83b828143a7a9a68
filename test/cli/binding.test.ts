// Binding on the built command line: bots in the shapes that real ones have, and what init, check and apply make of them.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { botPath, type DemoRepository, withDemo } from "../support/demo-repository";

/** A deployment plan of one phase. */
function plan(...lines: string[]): string {
  return [
    "# Deployment Plan V9",
    "",
    "## Phase 1: Values (6 hours)",
    "",
    "```python",
    ...lines,
    "```",
    "",
    "**Success Criteria**:",
    "- ✅ No immediate errors/crashes",
    "",
  ].join("\n");
}

/** As three of four bots of one author stand: long and short apart, an entry that equals the old exit, an allocation too. */
const fourModels = `"""Four models, long and short apart."""
LONG_THRESHOLD = 0.70   # entry
SHORT_THRESHOLD = 0.65
GATE_THRESHOLD = 0.001
LONG_ALLOCATION = 0.70
SHORT_ALLOCATION = 0.30


def decide(long, short):
    if long >= LONG_THRESHOLD:
        return LONG_ALLOCATION
    if short >= SHORT_THRESHOLD and short - long > GATE_THRESHOLD:
        return -SHORT_ALLOCATION
    return 0
`;

const classes = `class LongConfig:
    STOP_LOSS = 0.01


class ShortConfig:
    STOP_LOSS = 0.02


class Bot:
    def stop(self, side):
        return (LongConfig if side > 0 else ShortConfig).STOP_LOSS
`;

const dictionary = `# 손절과 익절
CONFIG = {
    "stop_loss": 0.01,   # 손절
    "long": {"take_profit": 0.02},
    "short": {"take_profit": 0.03},
}


def exits(result):
    return result < -CONFIG["stop_loss"] or result > CONFIG["long"]["take_profit"]
`;

const hours = `class Config:
    MAX_HOLDING_HOURS = 4
    EXIT_THRESHOLD = 0.70


def exits(config, age, p):
    return age >= config.MAX_HOLDING_HOURS or p >= config.EXIT_THRESHOLD
`;

describe("binding on the command line", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
    demo.git("rm", "--quiet", "v4.phaseplan.json");
  });

  /** Makes a plan of the document for the bot, and commits both; what init says. */
  function init(bot: string, document: string): string {
    demo.bot = bot;
    demo.write("plan.md", document);
    const said = demo.done("init", botPath, "--from", "plan.md", "--id", "v9");
    demo.commit("the plan");
    return said;
  }

  it("takes no equal value for a name: the exit threshold is bound to no entry, and its phase is not applied", () => {
    const said = init(fourModels, plan("EXIT_THRESHOLD = 0.603  # Was: 0.70"));
    assert.doesNotMatch(said, /^bound/m);
    assert.match(said, /^open +EXIT_THRESHOLD: nothing in the bot's file is called like it/m);
    const { status, stdout } = demo.phasegate("check");
    assert.equal(status, 1);
    assert.match(stdout, /error unbound: EXIT_THRESHOLD is bound to nothing yet/);
    const before = demo.bot;
    assert.match(demo.refused("phase-unbound", "apply", "1", "--yes"), /EXIT_THRESHOLD is not bound/);
    assert.equal(demo.bot, before);
  });

  it("asks which of two classes is meant, and applies what a person has answered", () => {
    const said = init(classes, plan("STOP_LOSS = 0.0052  # Was: 0.01"));
    assert.match(
      said,
      /LongConfig\.STOP_LOSS = 0\.01, line 2 \(its name also says LONG; another constant is called the same\)/,
    );
    assert.match(said, /ShortConfig\.STOP_LOSS = 0\.02, line 6/);
    demo.refused("phase-unbound", "apply", "1", "--yes");
    const file = join(demo.folder, "v9.phaseplan.json");
    const answered = readFileSync(file, "utf8").replace(
      '"symbol": "?"',
      '"symbol": "STOP_LOSS", "scope": "LongConfig"',
    );
    writeFileSync(file, answered);
    demo.commit("the answer");
    demo.done("apply", "1", "--yes");
    assert.equal(demo.bot, classes.replace("0.01", "0.0052"));
  });

  it("binds the members of a dict by their names, and never the one of the other side", () => {
    const said = init(dictionary, plan("STOP_LOSS = 0.0052  # Was: 0.01", "LONG_TAKE_PROFIT = 0.0356  # Was: 0.02"));
    assert.match(said, /^bound +STOP_LOSS = CONFIG\["stop_loss"\] \(0\.01\)/m);
    assert.match(said, /^bound +LONG_TAKE_PROFIT = CONFIG\["long"\]\["take_profit"\] \(0\.02\)/m);
    assert.equal(demo.phasegate("check").status, 0);
    demo.done("apply", "1", "--yes");
    assert.equal(demo.bot, dictionary.replace("0.01,", "0.0052,").replace("0.02}", "0.0356}"));
  });

  it("asks across units, and says so in check where a person has bound them", () => {
    const said = init(hours, plan("MAX_HOLD_CANDLES = 4  # Was: 6 candles", "EXIT_THRESHOLD = 0.603  # Was: 0.70"));
    assert.match(said, /^bound +EXIT_THRESHOLD = EXIT_THRESHOLD/m);
    assert.match(said, /MAX_HOLDING_HOURS = 4, line 2 \(.*another unit: candles in the plan, hours in the code\)/);
    demo.refused("phase-unbound", "apply", "1", "--yes");
  });

  it("reads no file that is not Python, whatever it is called", () => {
    const toml = "[long]\nstop = 0.01\n\n[short]\nstop = 0.01\n";
    demo.write("bot.toml", toml);
    demo.write("bot.md", plan("STOP = 0.0052  # Was: 0.01"));
    assert.match(demo.refused("file-foreign", "init", "bot.toml", "--from", "bot.md"), /ending of its name/);
    init(hours, plan("EXIT_THRESHOLD = 0.603  # Was: 0.70"));
    demo.bot = toml;
    demo.commit("another kind of file");
    assert.match(demo.phasegate("check").stdout, /error file-foreign: .*line 1 is a heading/);
    const { status } = demo.phasegate("apply", "1", "--yes");
    assert.equal(status, 2);
    assert.equal(demo.bot, toml);
  });

  it("writes no plan under a name by which no command would find it", () => {
    assert.match(
      demo.refused("plan-misnamed", "init", botPath, "--plan", "noname.txt"),
      /Call it noname\.phaseplan\.json\./,
    );
  });
});
