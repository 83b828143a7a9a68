// Tests that the real deployment plan is imported as the bundled plan has it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { formatPlan, importMarkdown } from "../../../src/core/import";
import { loadPlan } from "../../../src/core/plan/load";
import type { Criterion, Plan } from "../../../src/core/plan/plan";

const path = "test/fixtures/golden/deployment-plan-v4.md";
const clean = readFileSync(path, "utf8");
/** UTF-8 read as Mac Roman: the platform's own table, not the importer's. */
const damaged = new TextDecoder("macintosh").decode(readFileSync(path));

function loaded(text: string): Plan {
  const written = formatPlan(importMarkdown(text), ({ kind }) => kind);
  const { plan, problems } = loadPlan(written, "imported.phaseplan.json");
  assert.deepEqual(problems, []);
  assert.ok(plan);
  return plan;
}

describe("the import of the seed", () => {
  let bundled: Plan;
  before(() => {
    const { plan } = loadPlan(readFileSync("schemas/plans/v4.phaseplan.json", "utf8"), "v4.phaseplan.json");
    assert.ok(plan);
    bundled = plan;
  });

  it("has a damaged form that is another text", () => {
    assert.ok(damaged.includes("0.101 ‚Üí 0.0612"));
    assert.ok(!damaged.includes("→"));
  });

  for (const [form, text] of [
    ["clean", clean],
    ["mojibake", damaged],
    ["CR LF", `\ufeff${clean.replaceAll("\n", "\r\n")}`],
  ] as const) {
    describe(`from its ${form} form`, () => {
      let plan: Plan;
      before(() => {
        plan = loaded(text);
      });

      it("has the bundled plan's parameters in its order, with baseline, target, symbol and need to restart", () => {
        const values = ({ parameters }: Plan) =>
          Object.entries(parameters).map(([name, { file, symbol, baseline, target, needsRestart }]) => [
            name,
            { file, symbol, baseline, target, needsRestart },
          ]);
        assert.deepEqual(values(plan), values(bundled));
      });

      it("has its id, file and provenance", () => {
        assert.deepEqual([plan.id, plan.files, plan.provenance], [bundled.id, bundled.files, bundled.provenance]);
      });

      it("has its phases: title, reason, risk, parameters, timing and window", () => {
        const phases = ({ phases: all }: Plan) =>
          all.map(({ id, title, why, risk, parameters, requires, window }) => ({
            id,
            title: title.toLowerCase(),
            why,
            risk,
            parameters,
            requires,
            window,
          }));
        assert.deepEqual(phases(plan), phases(bundled));
      });

      for (const list of ["criteria", "rollback"] as const) {
        it(`has its ${list}, word for word and as data`, () => {
          const conditions = ({ phases }: Plan) => phases.map((phase) => phase[list].map(asWritten));
          assert.deepEqual(conditions(plan), conditions(bundled));
        });
      }

      it("expects the same performance in the end, and every figure of it", () => {
        const figures = ({ expected = [] }: Plan) =>
          new Set(
            expected.flatMap(({ metric, trades, value }) =>
              value === undefined ? [] : [JSON.stringify([metric, trades, value])],
            ),
          );
        const found = figures(plan);
        assert.deepEqual(
          [...figures(bundled)].filter((figure) => !found.has(figure)),
          [],
        );
      });

      it("expects of each phase what the bundled plan does, where the seed says it of that phase", () => {
        for (const [index, { expected = [] }] of bundled.phases.entries()) {
          const found = plan.phases[index]?.expected ?? [];
          const ofFinal = new Set(bundled.expected?.filter(({ trades }) => trades).map((each) => each.text));
          for (const expectation of expected.filter((each) => !ofFinal.has(each.text))) {
            assert.deepEqual(
              found.find(({ text: sentence }) => sentence === expectation.text),
              withoutConventions(expectation),
            );
          }
        }
      });

      it("asks nothing", () => assert.deepEqual(importMarkdown(text).questions, []));

      it("reports where the seed contradicts itself, with both places and the decision", () => {
        const found = importMarkdown(text).contradictions.map(({ about, places, decided }) => ({
          about,
          lines: places.map(({ line, value }) => [line, value]),
          decided,
        }));
        assert.deepEqual(found, [
          {
            about: { code: "figure", metric: "tradesPerWeek" },
            lines: [
              [107, 22.3],
              [318, 37.3],
            ],
            decided: 37.3,
          },
          {
            about: { code: "figure", metric: "tradesPerWeek", side: "long" },
            lines: [
              [96, 17.7],
              [322, 29.5],
            ],
            decided: 29.5,
          },
          {
            about: { code: "figure", metric: "tradesPerWeek", side: "short" },
            lines: [
              [101, 4.6],
              [323, 7.8],
            ],
            decided: 7.8,
          },
          {
            about: { code: "window", phase: 1, member: "until" },
            lines: [
              [54, "either"],
              [75, "both"],
            ],
            decided: "both",
          },
        ]);
      });
    });
  }

  it("says that the text was damaged, and only then", () => {
    const damage = (text: string) => importMarkdown(text).report.filter(({ code }) => code === "mojibake");
    assert.equal(damage(clean).length, 0);
    assert.equal(damage(damaged).length, 1);
  });

  it("reports the same lines as not used from both forms", () => {
    const unread = (text: string) => importMarkdown(text).report.filter(({ code }) => code === "unread");
    assert.deepEqual(unread(damaged), unread(clean));
  });

  it("reports each line that left no trace, with the reason", () => {
    const reasons = new Map(
      importMarkdown(clean).report.flatMap((item) =>
        item.code === "unread" ? [[item.data.line, item.data.reason]] : [],
      ),
    );
    const expected = {
      12: "not-to-set",
      292: "shell",
      373: "no-place",
      377: "not-to-set",
      423: "not-understood",
      455: "not-to-set",
    };
    for (const [line, reason] of Object.entries(expected)) assert.equal(reasons.get(Number(line)), reason, line);
    // Values, sentences and headings that were used.
    for (const line of [16, 20, 32, 54, 61, 107, 143, 249, 276, 318, 322, 326, 348, 435])
      assert.ok(!reasons.has(line), String(line));
  });
});

/** A criterion as the document has it: it gives none an id. */
function asWritten({ id: _, ...criterion }: Criterion): object {
  return withoutConventions(criterion);
}

/** What the document never says, and the bundled plan adds: whether figures are before costs, and of which time a Sharpe ratio is. */
function withoutConventions(entry: object): object {
  return Object.fromEntries(Object.entries(entry).filter(([member]) => member !== "basis" && member !== "scale"));
}
