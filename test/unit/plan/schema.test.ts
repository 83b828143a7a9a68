// Tests of the plan's schema: what it accepts, what it refuses, and where.
import assert from "node:assert/strict";
import { changed, type Path, read, refusedAt, schema, visit } from "../../support/plan-schema";

const v4 = "schemas/plans/v4.phaseplan.json";
const demo = "demo/v4.phaseplan.json";
const stopLoss = ["parameters", "STOP_LOSS"] as const;
const parameter = { file: "bot", symbol: "X", unit: "candles", baseline: 1, target: 2, why: "It is better." };
const winRate = ["phases", 2, "criteria", 0] as const;
const ruleLimit = ["rules", 0, "schema", "properties", "BASE_POSITION", "maximum"] as const;
const byHand = ["phases", 0, "criteria", 1] as const;

describe("the plan's schema", () => {
  for (const path of [v4, demo]) {
    it(`accepts ${path}`, () => assert.deepEqual(refusedAt(read(path)), []));
  }

  describe("refuses a broken plan at the right place", () => {
    const broken: [what: string, path: Path, value: unknown, at?: string | string[]][] = [
      ["a format of the future", ["formatVersion"], 2],
      ["no id", ["id"], undefined],
      ["an id with capitals", ["id"], "V4"],
      ["an id that is a path", ["id"], "../v4"],
      ["an id of 41 characters", ["id"], "v".repeat(41)],
      ["a title over two lines", ["title"], "V4\nPhasegate-Phase: 4"],
      ["a misspelt member", ["phasess"], []],
      ["no files", ["files"], {}],
      ["a null of Merge Patch where nothing is extended", [...stopLoss, "allowed"], null],
      ["a date that is none", ["provenance", "date"], "15.10.2025"],
      ["a parameter without a reason", [...stopLoss, "why"], undefined],
      ["a parameter without a target", [...stopLoss, "target"], undefined],
      ["a parameter with another member", [...stopLoss, "tagret"], 1],
      ["a parameter's name that is none", ["parameters", "STOP LOSS"], parameter],
      ["a symbol over two lines", [...stopLoss, "symbol"], "STOP\nLOSS"],
      ["a range that is no schema", [...stopLoss, "allowed", "minimum"], "0"],
      ["a type that is none", [...stopLoss, "allowed", "type"], "float"],
      ["no value that is allowed", [...stopLoss, "allowed", "enum"], []],
      ["a step of nothing", [...stopLoss, "allowed", "multipleOf"], 0],
      [
        "a list without twice the same value, however long",
        [...stopLoss, "allowed"],
        { uniqueItems: true },
        "/parameters/STOP_LOSS/allowed/maxItems",
      ],
      ["a range that depends on another value", [...stopLoss, "allowed", "maximum"], { $data: "1/TAKE_PROFIT" }],
      ["a rule over a value without a name", [...ruleLimit, "$data"], "MAX_POSITION"],
      ["a then without an if", ["rules", 0, "schema", "then"], {}, "/rules/0/schema"],
      [
        "lists nested four levels deep",
        [...stopLoss, "allowed"],
        nested(4),
        `/parameters/STOP_LOSS/allowed${"/items".repeat(4)}`,
      ],
      ["a reason of 2,001 characters", [...stopLoss, "why"], "a".repeat(2001)],
      ["a sentence of 2,001 characters", [...winRate, "text"], "a".repeat(2001)],
      ["a twenty-first file", ["files"], many(21, { path: "bot.py" })],
      ["a two hundred and first parameter", ["parameters"], many(201, parameter)],
      ["a fifty-first rule", ["rules"], Array(51).fill({ id: "rule", schema: {}, why: "It is better." })],
      ["a largest step of nothing", [...stopLoss, "largestStep"], 0],
      ["a scope that is no name", ["files", "bot", "scope"], "Config()"],
      ["no phases", ["phases"], []],
      ["a thirteenth phase", ["phases", 0, "id"], 13],
      ["a phase without a window", ["phases", 0, "window"], undefined],
      ["a phase that sets nothing", ["phases", 0, "parameters"], []],
      ["a phase that sets a parameter twice", ["phases", 0, "parameters"], ["STOP_LOSS", "STOP_LOSS"]],
      ["a risk of its own", ["phases", 0, "risk"], "tiny"],
      [
        "a window without an end",
        ["phases", 0, "window"],
        { "x-note": "" },
        ["/phases/0/window/hours", "/phases/0/window/trades"],
      ],
      ["a window of trades or nothing", ["phases", 0, "window"], { trades: 3, until: "either" }],
      ["a window of no time", ["phases", 0, "window", "hours"], 0],
      ["a window of half a trade", ["phases", 0, "window", "trades"], 2.5],
      ["a criterion without a sentence", [...winRate, "text"], undefined],
      ["a criterion without a threshold", [...winRate, "threshold"], undefined],
      ["a criterion without a unit", [...winRate, "unit"], undefined],
      ["a metric that nobody measures", [...winRate, "metric"], "luck"],
      ["a comparison that is none", [...winRate, "compare"], "=>"],
      ["a win rate in percent", [...winRate, "threshold"], 80],
      ["a range where one number is due", [...winRate, "threshold"], [0.8, 0.9]],
      ["a number where a range is due", ["phases", 3, "criteria", 0, "threshold"], 0.75],
      ["a range of three", ["phases", 3, "criteria", 0, "threshold"], [0.7, 0.75, 0.8]],
      ["a worst win rate in percent", [...winRate, "worst"], 75],
      ["a worst value of a range", ["phases", 3, "criteria", 0, "worst"], 0.7, "/phases/3/criteria/0/compare"],
      ["a scale of what has none", [...winRate, "scale"], "week", "/phases/2/criteria/0/metric"],
      ["a scale that is none", ["phases", 2, "criteria", 3, "scale"], "month"],
      ["a basis that is none", [...winRate, "basis"], "before costs"],
      [
        "a basis of an expectation without a value",
        ["phases", 0, "expected", 4, "basis"],
        "net",
        "/phases/0/expected/4",
      ],
      ["a window watched a sixth time", ["phases", 0, "window", "extensions"], 5],
      ["half an extension", ["phases", 0, "window", "extensions"], 0.5],
      ["trades of no side", ["phases", 1, "criteria", 1, "trades", "side"], "SHORT"],
      ["a criterion both measured and confirmed", [...byHand, "metric"], "trades"],
      ["a criterion confirmed by nobody", [...byHand, "manual"], false],
      ["a rule without a reason", ["rules", 0, "why"], undefined],
      ["a restart of nothing", ["restart"], {}, ["/restart/task", "/restart/text"]],
      ["a restart over two lines", ["restart"], { text: "stop\nstart" }, "/restart/text"],
      ["evidence of nothing", ["evidence"], {}, "/evidence/sources"],
      ["evidence without a source", ["evidence"], { sources: [] }, "/evidence/sources"],
      ["evidence of no kind", ["evidence"], sources({ kind: "csv" }), "/evidence/sources/0/kind"],
      ["evidence without a path", ["evidence"], sources({ path: undefined }), "/evidence/sources/0/path"],
      ["evidence from a device", ["evidence"], sources({ path: "/dev/zero" }), "/evidence/sources/0/path"],
      [
        "a field that no record has",
        ["evidence"],
        sources({ fields: { colour: "a" } }),
        "/evidence/sources/0/fields/colour",
      ],
      ["a field without a name", ["evidence"], sources({ fields: { entry: "" } }), "/evidence/sources/0/fields/entry"],
      ["a fee as a percentage", ["evidence"], { ...sources(), feeRate: 0.12 }, "/evidence/feeRate"],
      ["no leverage", ["evidence"], { ...sources(), leverage: 0 }, "/evidence/leverage"],
      ["a candle of no length", ["evidence"], { ...sources(), candleMinutes: 0 }, "/evidence/candleMinutes"],
      [
        "an error that every message has",
        ["evidence"],
        { ...sources(), harmlessErrors: [""] },
        "/evidence/harmlessErrors/0",
      ],
      ["evidence that is stale at once", ["evidence"], { ...sources(), staleMinutes: 0 }, "/evidence/staleMinutes"],
      ["a phase that leaves what is no metric", ["phases", 0, "leaves"], ["profit"], "/phases/0/leaves/0"],
      ["an expectation of a number without a unit", ["expected", 0, "unit"], undefined, "/expected/0"],
    ];
    for (const [what, path, value, at = `/${path.join("/")}`] of broken) {
      it(what, () => assert.deepEqual(refusedAt(changed(read(v4), path, value)), [at].flat()));
    }
  });

  describe("takes no keyword of JSON Schema that could hold a checker up, break it or reach outside", () => {
    const keywords: Record<string, unknown> = {
      pattern: "^(a|a)+$",
      patternProperties: { "^(a|a)+$": {} },
      propertyNames: { pattern: "^(a|a)+$" },
      format: "regex",
      $ref: "#",
      $id: "https://example.org/other.schema.json",
      $schema: "http://json-schema.org/draft-07/schema#",
      $async: true,
      definitions: { a: {} },
      $defs: { a: {} },
      dependencies: { a: ["b"] },
      contains: {},
      additionalProperties: false,
      nullable: true,
      default: 1,
    };
    for (const [keyword, value] of Object.entries(keywords)) {
      it(keyword, () => {
        const element = ["rules", 0, "schema", "properties", "BASE_POSITION"];
        for (const at of [[...stopLoss, "allowed"], ["rules", 0, "schema"], element]) {
          const path = [...at, keyword];
          assert.deepEqual(refusedAt(changed(read(v4), path, value)), [`/${path.join("/")}`]);
        }
        const items = changed(read(v4), [...stopLoss, "allowed"], { items: { [keyword]: value } });
        assert.deepEqual(refusedAt(items), [`/parameters/STOP_LOSS/allowed/items/${keyword}`]);
      });
    }
  });

  it("accepts every keyword that a range may use", () => {
    const text = {
      title: "Margin",
      description: "How it is held.",
      type: ["string", "null"],
      enum: ["isolated", null],
    };
    const list = {
      type: "array",
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
      items: { type: "number", multipleOf: 0.5 },
    };
    const limits = { type: "number", exclusiveMinimum: 0, minimum: 0, maximum: 1, exclusiveMaximum: 2, const: 0.5 };
    for (const allowed of [text, list, limits, { type: "string", minLength: 1, maxLength: 9 }, nested(3)]) {
      assert.deepEqual(refusedAt(changed(read(v4), [...stopLoss, "allowed"], allowed)), [], JSON.stringify(allowed));
    }
  });

  it("accepts every keyword that a rule may use", () => {
    const limit = { maximum: { $data: "1/MAX_POSITION" } };
    const schemas = [
      {
        type: "object",
        required: ["STOP_LOSS"],
        properties: { STOP_LOSS: limit, RANGE: { maxItems: { $data: "1/N" } } },
      },
      JSON.parse('{"if":{"required":["A"]},"then":{"not":{"required":["B"]}},"else":{"anyOf":[{},{}]}}'),
      { allOf: [{ oneOf: [{ properties: { A: { enum: [1] } } }] }], items: { const: { $data: "/A" } } },
    ];
    for (const schema of schemas) {
      assert.deepEqual(
        refusedAt(changed(read(v4), ["rules"], [{ id: "a-rule", schema, why: "It is better." }])),
        [],
        JSON.stringify(schema),
      );
    }
  });

  it("accepts a plan at its limits", () => {
    const long = "a".repeat(2000);
    const full = { ...(read(v4) as object), files: many(20, { path: "bot.py" }), parameters: many(200, parameter) };
    assert.deepEqual(refusedAt(changed(changed(full, [...winRate, "text"], long), ["phases", 0, "why"], long)), []);
  });

  it("refuses every path that leaves the repository or means something to git or a shell", () => {
    const paths = [
      "",
      "/etc/passwd",
      "../bot.py",
      "a/../../bot.py",
      "a/..",
      "./bot.py",
      "a//bot.py",
      "a/",
      "a\\bot.py",
    ].concat(["C:/bot.py", ".git/hooks/pre-commit", "a/.GIT/config", "bot\n.py"]);
    for (const path of paths) {
      const at = refusedAt(changed(read(v4), ["files", "bot", "path"], path));
      assert.deepEqual(at, ["/files/bot/path"], JSON.stringify(path));
    }
  });

  it("accepts every ordinary path", () => {
    for (const path of [
      "bot.py",
      "a/b.c/bot v2.py",
      ".hidden/bot.py",
      "..bot.py",
      "전략/봇.py",
      "a/.gitignore",
      "-x.py",
      ":(glob)*[b]?.py",
      "a\"'b|<>.py",
    ]) {
      assert.deepEqual(refusedAt(changed(read(v4), ["files", "bot", "path"], path)), [], path);
    }
  });

  it("accepts what says when a criterion is to be missed, and how its numbers are counted", () => {
    for (const [path, value] of [
      [[...winRate, "worst"], 0.75],
      [[...winRate, "basis"], "gross"],
      [["phases", 2, "criteria", 3, "scale"], "year"],
      [["expected", 1, "scale"], "week"],
      [["expected", 0, "basis"], "net"],
      [["phases", 0, "window", "extensions"], 0],
    ] as const) {
      assert.deepEqual(refusedAt(changed(read(v4), path, value)), [], path.join("/"));
    }
  });

  it("asks of a plan that extends another only what it adds", () => {
    assert.deepEqual(refusedAt({ extends: "phasegate:v4" }), []);
    assert.deepEqual(refusedAt({ extends: "phasegate:v4", parameters: { STOP_LOSS: null }, rules: null }), []);
    assert.deepEqual(refusedAt({ extends: "phasegate:v4", parameters: { STOP_LOSS: { symbl: "X" } } }), [
      "/parameters/STOP_LOSS/symbl",
    ]);
    assert.deepEqual(refusedAt({ extends: "phasegate:v4", phases: [{ id: 1 }] }).includes("/phases/0/title"), true);
    assert.deepEqual(refusedAt({ extends: "../other.phaseplan.json" }), ["/extends"]);
  });

  it("accepts notes of one's own anywhere", () => {
    for (const path of [[], stopLoss, ["phases", 0], [...winRate], [...byHand], ["phases", 0, "window"]]) {
      assert.deepEqual(refusedAt(changed(read(v4), [...path, "x-note"], { any: 1 })), []);
    }
  });

  it("describes every member that a plan can have", () => {
    const silent: string[] = [];
    visit(schema, [], (node, path) => {
      // A member may itself be called "properties", as a rule's is.
      if (path.at(-2) !== "properties" || path.at(-3) === "properties" || isConstraint(path)) return;
      const target = typeof node["$ref"] === "string" ? schema.definitions[node["$ref"].split("/").at(-1) ?? ""] : node;
      if (!node["description"] && !target?.description) silent.push(path.join("/"));
    });
    assert.deepEqual(silent, []);
  });
});

/** A range of lists in lists, so many levels of them. */
function nested(levels: number): object {
  return levels === 0 ? { type: "number" } : { type: "array", items: nested(levels - 1) };
}

/** Evidence of one source, a log, with these members of its own. */
function sources(members: object = {}): object {
  return { sources: [{ kind: "log", path: "bot.jsonl", ...members }] };
}

function many(count: number, member: object): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, member]));
}

/** Parts of the schema that only narrow what is described elsewhere. */
function isConstraint(path: readonly string[]): boolean {
  const narrowing = [
    "complete",
    "manualCriterion",
    "measuredCriterion",
    "shareBelowOne",
    "shallow",
    "fewItems",
    "if",
    "then",
    "else",
    "anyOf",
  ];
  return path.some((part) => narrowing.includes(part) || part === "defaultSnippets");
}
