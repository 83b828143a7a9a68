// Lives a rollout with the demo's own bot and plan: the bot trades at high speed, and the gates judge what it left behind.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { botPath, DemoRepository, planName } from "../support/demo-repository";

/** When Phase 1 is applied, so many seconds ago. */
const beginning = 1200;

describe("a rollout of the demo's bot", function () {
  this.timeout(300_000);
  let demo: DemoRepository;
  const now = Date.now();
  before(() => {
    demo = new DemoRepository();
    demo.write(planName, readFileSync(`demo/${planName}`, "utf8"));
    demo.commit("the demo's own plan");
  });
  after(() => demo.remove());

  const time = (seconds: number) => new Date(now - (beginning - seconds) * 1000).toISOString().replace("Z", "+00:00");
  /** Runs a command so many seconds after the beginning, as git's clock has it. */
  const at = (seconds: number, ...args: string[]) => {
    const date = { GIT_AUTHOR_DATE: time(seconds), GIT_COMMITTER_DATE: time(seconds) };
    const { status, stderr } = demo.phasegateWith(date, ...args, "--yes");
    assert.equal(status, 0, stderr);
    return stderr;
  };
  const bot = (...args: string[]) =>
    execFileSync("python3", [botPath, ...args], {
      cwd: demo.folder,
      env: { ...demo.env, PYTHONIOENCODING: "utf-8", PYTHONDONTWRITEBYTECODE: "1" },
      stdio: "pipe",
    });
  /** Restarts the bot so many seconds after the beginning, for so many candles of 0.6 seconds. */
  const trade = (seconds: number, candles: number) =>
    bot("--live", "--speed", "500", "--since", time(seconds), "--candles", `${candles}`);
  const gate = (...args: string[]) => {
    const { stdout, status } = demo.phasegate("gate", "--json", ...args);
    return { ...JSON.parse(stdout), status };
  };
  const stateOf = (verdicts: { criterion: { id: string }; outcome: { is: string } }[]) =>
    Object.fromEntries(verdicts.map(({ criterion, outcome }) => [criterion.id, outcome.is]));

  it("waits for the bot to run the new values", () => {
    trade(-120, 200);
    assert.match(at(0, "apply", "1"), /take effect\. To restart it: In the bot's terminal, press Ctrl-C/);
    const evidence = demo.phasegate("evidence").stdout;
    assert.match(evidence, /restart-needed: /);
    assert.match(evidence, /EXIT_THRESHOLD +0\.7 \(reported\) +0\.603 +0\.603/);
    assert.equal(gate().status, 4);
  });

  it("passes Phase 1, but for what a person has to look at", () => {
    trade(10, 400);
    const { criteria, triggers, status } = gate();
    assert.deepEqual(stateOf(criteria), {
      "no-errors": "pass",
      "signal-rate": "pass",
      "exit-behavior": "inconclusive",
    });
    assert.deepEqual(stateOf(triggers), { "deep-drawdown": "quiet", errors: "quiet" });
    assert.equal(status, 4);
    assert.match(demo.phasegate("evidence").stdout, /EXIT_THRESHOLD +0\.603 \(reported\)/);
  });

  it("keeps Phase 2 back until Phase 1 is validated", () => {
    demo.refused("gate-not-passed", "apply", "2", "--yes");
    at(300, "validate", "1", "--sign", "exit-behavior=looked at each");
  });

  it("passes Phase 2 while falls go on", () => {
    at(310, "apply", "2");
    trade(320, 500);
    assert.equal(gate("--phase", "2").outcome, "pass");
    assert.match(demo.output("status"), /Phase 2: .* · in effect\n(?: .*\n)* {2}Gate: Pass/);
  });

  it("calls for a rollback of the same values once falls are bought back, and takes it", () => {
    bot("--turn-market");
    trade(640, 800);
    const { outcome, triggers, status } = gate("--phase", "2");
    assert.equal(outcome, "fail", JSON.stringify(triggers, undefined, 1));
    assert.equal(status, 1);
    at(1150, "rollback");
    assert.match(demo.bot, /BASE_SHORT_ENTRY_THRESHOLD = 0\.65 /);
    assert.match(demo.bot, /EXIT_THRESHOLD = 0\.603 /);
  });

  it("is told by one HTML file that runs and loads nothing, and has a table for each chart", () => {
    const told = JSON.parse(demo.output("report", "--html", "--output", "rollout.html", "--json"));
    assert.deepEqual(told, { format: "html", file: join(demo.folder, "rollout.html") });
    const elements = elementsOf(parse(readFileSync(told.file, "utf8")));
    const named = (name: string) => elements.filter(({ tagName }) => tagName === name);
    assert.deepEqual(
      ["script", "link", "iframe", "object", "img"].flatMap(named).map(({ tagName }) => tagName),
      [],
    );
    const links = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "href" || name === "src"));
    assert.ok(links.every(({ value }) => value.startsWith("#")));
    for (const { value } of links)
      assert.ok(
        elements.some(({ attrs }) => attrs.some((each) => each.name === "id" && each.value === value.slice(1))),
        value,
      );
    assert.ok(named("figure").length >= 5);
    for (const figure of named("figure")) {
      const inside = elementsOf(figure);
      const rows = inside.filter(({ tagName }) => tagName === "tr").length;
      assert.ok(inside.some(({ tagName }) => tagName === "svg") && rows > 1, `${rows} rows`);
    }
    const headings = elements.filter(({ tagName }) => tagName === "h3").map(textOf);
    for (const step of [
      "0001 · apply Phase 1",
      "0002 · validate Phase 1",
      "0003 · apply Phase 2",
      "0004 · roll back Phase 2",
    ]) {
      assert.ok(
        headings.some((heading) => heading.includes(step)),
        `${step}: ${headings.join("\n")}`,
      );
    }
  });
});

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** The elements within a node, in the order of the document. */
function elementsOf(node: Node): Element[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return children.flatMap((child) => ["tagName" in child ? [child] : [], elementsOf(child)].flat());
}

function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}
