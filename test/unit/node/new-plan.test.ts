// Tests of new plans: what is read, what is bound, what is written, and what is refused.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { loadPlan } from "../../../src/core/plan/load";
import { UserError } from "../../../src/core/problem";
import { describeItem } from "../../../src/messages/import";
import {
  blankPlan,
  type DocumentKind,
  freePlanId,
  importDocument,
  planFile,
  planFrom,
  planOverV4,
  readBot,
  readDocument,
  writePlan,
} from "../../../src/node/new-plan";
import { inCp949 } from "../../support/cp949";

const korean = readFileSync("test/fixtures/golden/korean-tables.md", "utf8").replaceAll(/[✅❌]/gu, "*");

describe("a new plan", () => {
  let scratch = "";
  let root = "";
  beforeEach(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-new-plan-")));
    root = join(scratch, "repository");
    mkdirSync(join(root, ".git"), { recursive: true });
    copyFileSync("demo/scripts/production/phase4_dynamic_testnet_trading.py", join(root, "bot.py"));
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(join(root, name), content);
    return join(root, name);
  };
  const bot = () => readBot(join(root, "bot.py"), "bot.py", root);
  const document = (file: string, kind?: DocumentKind) => readDocument(file, file, kind);

  it("is the same from CP949 and UTF-16 as from UTF-8, and says that the encoding was guessed", async () => {
    const read = async (content: string | Buffer) => importDocument(await document(write("plan.md", content)), {});
    const expected = await read(korean);
    for (const [bytes, encoding] of [
      [inCp949(korean), "cp949"],
      [Buffer.from(`\ufeff${korean}`, "utf16le"), "utf-16le"],
    ] as const) {
      const imported = await read(bytes);
      assert.deepEqual(imported.document, expected.document);
      assert.deepEqual(imported.report, [...expected.report, { code: "decoded", data: { encoding } }]);
    }
  });

  it("takes any text file as what it is told to be", async () => {
    const markdown = await importDocument(await document(write("plan.txt", korean), "markdown"), {});
    assert.ok("BREAKOUT_K" in (markdown.document["parameters"] as object));
    for (const content of ["exit_threshold,score\n0.6,1\n", ' [{"exit_threshold": 0.6, "score": 1}]']) {
      const trials = await importDocument(await document(write("trials.txt", content), "trials"), {});
      assert.ok("EXIT_THRESHOLD" in (trials.document["parameters"] as object), content);
    }
  });

  it("asks for the kind of a document whose name does not tell it", async () => {
    assert.deepEqual(await codesOf(document(write("plan.txt", korean))), ["document-kind-unknown"]);
  });

  it("refuses what is no document", async () => {
    const cases: [file: string, code: string][] = [
      [join(root, "none.md"), "input-missing"],
      [root, "file-unreadable"],
      [write("binary.md", Buffer.from([0x50, 0x4b, 3, 4, 0, 0])), "document-undecodable"],
      [write("huge.md", Buffer.alloc(5_000_001, "a")), "file-unreadable"],
    ];
    if (process.platform !== "win32") {
      execFileSync("mkfifo", [join(root, "pipe.md")]);
      cases.push([join(root, "pipe.md"), "file-unreadable"]);
    }
    for (const [file, code] of cases) assert.deepEqual(await codesOf(document(file, "markdown")), [code], file);
  });

  it("is bound to the chosen bot, whatever file and class the document names", async () => {
    const target = await bot();
    const imported = await importDocument(await document(write("plan.md", planOf("a.py"))), {}, target);
    const { text, problems } = await planFrom(imported, describeItem, target);
    assert.deepEqual(problems, []);
    assert.deepEqual(loadPlan(text, "").plan?.files, { bot: { path: "bot.py", scope: "Phase4TestnetConfig" } });
  });

  it("keeps the other files that the document names, and asks which is the bot's where none is called so", async () => {
    const target = await bot();
    const named = await importDocument(await document(write("plan.md", planOf("old/bot.py", "b.py"))), {}, target);
    const files = { bot: { path: "bot.py", scope: "Phase4TestnetConfig" }, b: { path: "b.py" } };
    const { plan, problems } = loadPlan((await planFrom(named, describeItem, target)).text, "");
    assert.deepEqual([problems, plan?.files, plan?.parameters["STOP_LOSS"]?.file], [[], files, "b"]);
    const several = await document(write("plan.md", planOf("a.py", "b.py")));
    const asked = await importDocument(several, {}, target);
    assert.deepEqual(
      asked.questions.map(({ id, choices }) => [id, choices.map((choice) => choice.id)]),
      [["file", ["a.py", "b.py"]]],
    );
    const answered = await importDocument(several, { answers: { file: "a.py" } }, target);
    assert.deepEqual(loadPlan((await planFrom(answered, describeItem, target)).text, "").plan?.files, files);
  });

  it("is bound in all of the files that the document names, each name to a constant of its own file", async () => {
    const target = await bot();
    write("b.py", "class Risk:\n    STOP_LOSS = 0.01\n    TAKE_PROFIT = 0.02\n");
    const named = await importDocument(await document(write("plan.md", planOf("old/bot.py", "b.py"))), {}, target);
    const { text, bindings } = await planFrom(named, describeItem, target);
    const { plan } = loadPlan(text, "");
    assert.deepEqual(plan?.files["b"], { path: "b.py", scope: "Risk" });
    assert.ok(bindings.bound.some(({ parameter, symbol }) => parameter === "STOP_LOSS" && symbol === "STOP_LOSS"));
    write("b.py", "ENTRY = 0.01\n");
    const other = await planFrom(named, describeItem, target);
    assert.equal(loadPlan(other.text, "").plan?.parameters["STOP_LOSS"]?.symbol, "?");
    assert.ok(other.bindings.open.some(({ parameter }) => parameter === "STOP_LOSS"));
  });

  it("is bound to nothing while a value is open, so that no name comes into force by its completion", async () => {
    const target = await bot();
    const open = planOf("bot.py").replace("  # was 0.7", "");
    const imported = await importDocument(await document(write("plan.md", open)), {}, target);
    const { text, problems } = await planFrom(imported, describeItem, target);
    assert.ok(problems.length > 0 && imported.questions.length > 0, open);
    const symbols = [...text.matchAll(/"symbol": "(.*?)"/g)].map(([, symbol]) => symbol);
    assert.ok(symbols.length > 0 && symbols.every((symbol) => symbol === "?"), text);
  });

  it("is not made of a document that is none", async () => {
    const changelog = "# Changelog\n\n## 2.0\n\n- STOP_LOSS: 0.02 → 0.01\n";
    for (const content of [changelog, "", "# Plan\n\nNothing yet.\n"]) {
      assert.deepEqual(await codesOf(importDocument(await document(write("plan.md", content)), {})), ["not-a-plan"]);
    }
  });

  it("is asked about where only a person can tell which trial is best", async () => {
    const scored = (values: string) => document(write("trials.csv", `value,state,params_stop_loss\n${values}`));
    const trials = await scored("1.2,COMPLETE,0.01\n9.9,FAIL,0.02\n1.9,COMPLETE,0.03\n");
    const open = await importDocument(trials, {});
    assert.ok(open.questions.some(({ id }) => id === "direction:value"));
    assert.ok((await planFrom(open, describeItem, await bot())).problems.length > 0);
    const { document: plan } = await importDocument(trials, { answers: { "direction:value": "minimize" } });
    assert.deepEqual(Object.keys(plan["parameters"] ?? {}), ["STOP_LOSS"]);
    assert.match(JSON.stringify(plan["parameters"]), /"target":0\.01/);
    assert.deepEqual(await codesOf(importDocument(await scored("9.9,FAIL,0.02\n"), {})), ["not-a-plan"]);
  });

  it("refuses an id that could not be part of a tag", async () => {
    const target = await bot();
    const plan = await document(write("plan.md", korean));
    for (const id of ["../x", "a_b", "V4", "", "a".repeat(41), "con", "lpt1"]) {
      assert.deepEqual(await codesOf(async () => planOverV4(target, id)), ["plan-id-invalid"], id);
      assert.deepEqual(await codesOf(blankPlan(target, describeItem, id)), ["plan-id-invalid"], id);
      assert.deepEqual(await codesOf(importDocument(plan, { id })), ["plan-id-invalid"], id);
    }
  });

  it("can be used as it is when it starts blank", async () => {
    const target = await bot();
    const plan = await blankPlan(target, describeItem);
    await writePlan(plan, target, planFile(target, plan.id));
    const { plan: loaded, problems } = loadPlan(readFileSync(join(root, "plan.phaseplan.json"), "utf8"), "");
    assert.deepEqual(problems, []);
    const [[name, parameter] = assert.fail("no parameter")] = Object.entries(loaded?.parameters ?? {});
    assert.equal(parameter.baseline, parameter.target);
    assert.match(plan.text, new RegExp(`// ${name} is only an example`));
    write("bot.py", "NAME = 'none'\nAPI_KEY = 5\n");
    assert.deepEqual(await codesOf(blankPlan(await bot(), describeItem)), ["bot-without-number"]);
  });

  it("is written only where it can be used, inside of the repository, and over no other file", async () => {
    const target = await bot();
    const plan = await planOverV4(target);
    mkdirSync(join(scratch, "elsewhere"));
    symlinkSync(join(scratch, "elsewhere"), join(root, "link"), "junction");
    const cases: [file: string, code: string][] = [
      [join(scratch, "x.phaseplan.json"), "file-outside"],
      [join(root, "link", "x.phaseplan.json"), "file-outside"],
      [join(root, "link", "new", "x.phaseplan.json"), "file-outside"],
      [join(root, ".git", "x.phaseplan.json"), "file-path-invalid"],
      [join(root, "bot.py", "x.phaseplan.json"), "file-unwritable"],
      [join(root, "bot.py"), "plan-misnamed"],
      [join(root, ".phaseplan.json"), "plan-misnamed"],
      [write("there.phaseplan.json", "{}"), "plan-exists"],
    ];
    const before = readdirSync(root);
    for (const [file, code] of cases) assert.deepEqual(await codesOf(writePlan(plan, target, file)), [code], file);
    const open = "# Plan\n\n## Phase 1: A (6 hours)\n\n```python\n# File: bot.py\nEXIT_THRESHOLD = 0.6\n```\n";
    const unanswered = await importDocument(await document(write("plan.md", open)), {}, target);
    const invalid = await planFrom(unanswered, describeItem, target);
    assert.deepEqual(await codesOf(writePlan(invalid, target, planFile(target, invalid.id))), ["plan-invalid"]);
    assert.deepEqual(readdirSync(root), [...before, "plan.md"].sort());
    assert.equal(existsSync(join(scratch, "x.phaseplan.json")), false);
    await writePlan(plan, target, join(root, "plans", "deep", "v4.phaseplan.json"));
    assert.deepEqual(loadPlan(readFileSync(join(root, "plans/deep/v4.phaseplan.json"), "utf8"), "").problems, []);
  });

  it("has a name of its own where its file is there already", async () => {
    const target = await bot();
    assert.equal(await freePlanId(target, "v4"), "v4");
    write("v4.phaseplan.json", "");
    write("v4-2.phaseplan.json", "");
    assert.equal(await freePlanId(target, "v4"), "v4-3");
  });

  it("is not made for a bot outside of the repository", async () => {
    writeFileSync(join(scratch, "bot.py"), "A = 1\n");
    assert.deepEqual(await codesOf(readBot(join(scratch, "bot.py"), "../bot.py", root)), ["file-outside"]);
    symlinkSync(join(scratch, "bot.py"), join(root, "link.py"));
    assert.deepEqual(await codesOf(readBot(join(root, "link.py"), "link.py", root)), ["file-outside"]);
  });
});

/** The codes of the problems that the work is refused with. */
async function codesOf(work: Promise<unknown> | (() => Promise<unknown>)): Promise<string[]> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

/** A plan that changes EXIT_THRESHOLD in one file, and STOP_LOSS in another one where there is one. */
function planOf(first: string, second?: string): string {
  const fence = (file: string, line: string) => `\`\`\`python\n# File: ${file}\n${line}\n\`\`\`\n`;
  const exit = fence(first, "class Other:\n    EXIT_THRESHOLD = 0.6  # was 0.7");
  const stop = second === undefined ? "" : fence(second, "STOP_LOSS = 0.005  # was 0.01");
  return `# P\n\n## Phase 1: A (6 hours)\n\n${exit}\n${stop}`;
}
