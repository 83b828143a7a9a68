import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { assess } from "../../../src/core/assessment/assess";
import { emptyLedger } from "../../../src/core/ledger/ledger";
import { AllowedValues } from "../../../src/core/plan/allowed";
import type { Plan } from "../../../src/core/plan/plan";
import type { Problem } from "../../../src/core/problem";
import { readSource } from "../../../src/core/source";
import { applyEdits, type Range } from "../../../src/core/text";
import { Oracle } from "../../support/oracle";
import { plan as demoPlan, inputsOf } from "../../support/rollout";
import { type Run, type RunningBot, runningBots } from "../../support/running-bots";

/** Findings that warn of another value than the literal's, and those after which nothing is shown or written. */
const WARNINGS = new Set(["overruled", "may-be-overruled", "clipped", "literal-shared", "shadowed"]);
const REFUSALS = new Set(["ambiguous", "derived", "unbound", "source-broken", "symbol-invalid"]);

/** What is no accusation: a note for the record, and a line that indeed has no effect. */
const isQuiet = ({ code, severity }: Problem) => severity === "info" || code === "shadowed";

interface Judged {
  readonly bot: RunningBot;
  /** What CPython did: another value than the literal, the literal alone, nothing with it, or more than one name. */
  readonly ran: "other" | "same" | "unused" | "shared";
  readonly codes: readonly string[];
  /** Whether a finding is meant to make a person act. */
  readonly isAccused: boolean;
  /** Whether the bot trades otherwise once the literal is another. */
  readonly isLive: boolean;
}

/** A plan of one phase that governs the bot's value, and nothing else. */
function planOf({ governed, scope, symbol }: RunningBot, value: number | string | null): Plan {
  const [phase] = demoPlan.phases;
  const parameter = demoPlan.parameters["STOP_LOSS"];
  assert.ok(phase && parameter);
  const { allowed: _, largestStep: __, ...rest } = parameter;
  return {
    ...demoPlan,
    rules: [],
    files: { bot: { path: governed, scope } },
    parameters: {
      VALUE: { ...rest, file: "bot", symbol, baseline: value, target: typeof value === "number" ? value * 2 : "x" },
    },
    phases: [{ ...phase, parameters: ["VALUE"] }],
  };
}

function findingsOf(bot: RunningBot): { findings: readonly Problem[]; value: unknown; range: Range | undefined } {
  const source = readSource(bot.governed, bot.files[bot.governed] ?? "");
  const location = source.locate(bot.scope, bot.symbol);
  const value = location.status === "found" ? location.value.value : undefined;
  const plan = planOf(bot, (value ?? null) as number | string | null);
  const others = Object.entries(bot.files).filter(([path]) => path !== bot.governed && path.endsWith(".py"));
  const values = Object.entries(bot.files).filter(([path]) => path.endsWith(".json"));
  const { findings } = assess({
    ...inputsOf(new Map([["bot", source]]), emptyLedger),
    plan,
    allowed: new AllowedValues(plan),
    valueFiles: new Map(values),
    neighbours: new Map(others.map(([path, text]) => [path, readSource(path, text)])),
  });
  return { findings, value, range: location.status === "found" ? location.value.range : undefined };
}

describe("small bots as CPython runs them", function () {
  this.timeout(120_000);
  const judged: Judged[] = [];
  let oracle: Oracle<object, Run>;

  before(async () => {
    oracle = new Oracle("bots.py");
    for (const bot of runningBots()) judged.push(await judge(bot));
    process.stdout.write(`${table()}\n`);
  });
  after(() => oracle.close());

  async function judge(bot: RunningBot): Promise<Judged> {
    const { findings, value, range } = findingsOf(bot);
    const run = await ran(bot);
    assert.ok("trades" in run, `${bot.title}: ${JSON.stringify(run)}`);
    const codes = [...new Set(findings.map(({ code }) => code))];
    const isAccused = findings.some((each) => WARNINGS.has(each.code) && !isQuiet(each));
    const text =
      range &&
      applyEdits(bot.files[bot.governed] ?? "", [
        { range, newText: typeof value === "string" && Number.isNaN(Number(value)) ? '"bold"' : "0.013" },
      ]);
    const asks = codes.includes("dead") || bot.group.startsWith("one literal");
    const changed =
      text !== undefined && asks ? await ran({ ...bot, files: { ...bot.files, [bot.governed]: text } }) : run;
    if (!("trades" in changed)) return { bot, codes, isAccused, isLive: true, ran: "other" };
    const isLive = JSON.stringify(changed.trades) !== JSON.stringify(run.trades);
    const judged = { bot, codes, isAccused, isLive };
    if (JSON.stringify(changed.others) !== JSON.stringify(run.others)) return { ...judged, ran: "shared" };
    const literal = JSON.stringify(typeof value === "string" && Number.isFinite(Number(value)) ? Number(value) : value);
    if (run.trades.length === 0) return { ...judged, ran: "unused" };
    return { ...judged, ran: run.trades.every((each) => JSON.stringify(each) === literal) ? "same" : "other" };
  }

  const ran = ({ files, main, env }: RunningBot) => oracle.ask({ files, main, env });

  const warned = ({ codes }: Judged) => codes.some((code) => WARNINGS.has(code));
  const refused = ({ codes }: Judged) => codes.some((code) => REFUSALS.has(code));
  const isSilent = (each: Judged) => (each.ran === "other" || each.ran === "shared") && !warned(each) && !refused(each);
  const isUntold = ({ ran: what, codes }: Judged) => what === "unused" && !codes.includes("dead");
  const isAccused = (each: Judged) => each.ran === "same" && each.isAccused;
  const isCalledDead = ({ isLive, codes }: Judged) => isLive && codes.includes("dead");

  /** Group by group: cases, and how they came out. */
  function table(): string {
    const groups = [...new Set(judged.map(({ bot }) => bot.group))];
    const rows = groups.map((group) => {
      const cases = judged.filter(({ bot }) => bot.group === group);
      const count = (holds: (each: Judged) => boolean) => String(cases.filter(holds).length).padStart(8);
      const overruled = (each: Judged) => each.ran === "other" || each.ran === "shared";
      return `${group.padEnd(30)}${[() => true, overruled, (each: Judged) => overruled(each) && warned(each), (each: Judged) => overruled(each) && !warned(each) && refused(each), isSilent, (each: Judged) => isAccused(each) || isCalledDead(each), isUntold].map(count).join("")}`;
    });
    const head = ["cases", "overruled", "warned", "refused", "silent", "accused", "untold"];
    return [" ".repeat(30) + head.map((word) => word.slice(0, 8).padStart(8)).join(""), ...rows].join("\n");
  }

  const titles = (holds: (each: Judged) => boolean) =>
    judged.filter(holds).map(({ bot, codes }) => `${bot.group}: ${bot.title} [${codes.join(" ")}]`);

  it("are never silent where something overrules the literal", () => assert.deepEqual(titles(isSilent), []));
  it("are accused of nothing where the bot uses the literal", () => assert.deepEqual(titles(isAccused), []));
  it("are called dead only where the bot does not use the value", () => assert.deepEqual(titles(isCalledDead), []));
  it("are called dead where only messages read the value", () => assert.deepEqual(titles(isUntold), []));
  it("are not refused where nothing overrules", () =>
    assert.deepEqual(
      titles((each) => each.ran === "same" && refused(each)),
      [],
    ));
});
