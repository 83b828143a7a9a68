import assert from "node:assert/strict";
import type { Source } from "../../../../src/core/source";
import { python } from "../../../../src/core/source/python/language";
import { type ParsedText, parseText } from "../../../../src/core/source/python/parsed-text";
import { applyEdits, type TextEdit } from "../../../../src/core/text";
import { botText, sequence } from "../../../support/bot-text";
import { invertEdits } from "../../../support/invert-edits";
import { isDead } from "../../../support/meaning";

/** What people and tools type, sound or not. */
const TYPED = [
  ..."a1.,:;=()[]{}'\"#\\ \n\t\r$é😀",
  '"""',
  "'''",
  "\r\n",
  "    ",
  "\n    X = 1\n",
  "\nY = (2,\n  3)\n",
  "\nclass Late:\n    STOP_LOSS = 5\n",
  "\n    class Inner:\n        Z = 1\n",
  "\ndef f(a):\n    global Y\n    Y = 2\n",
  "\nif X:\n    W = 1\nelse:\n    W = 2\n",
  "\nConfig.STOP_LOSS = 0.5\n",
  "del X\n",
  'f"{x!r:>{w}}"',
  "\\\n",
  "\f",
  '# """ \'',
];

/** Queries keep indexes over edits, which must not show. */
const ASKED = [
  ["Config", "STOP_LOSS"],
  ["Config", "MIN_THRESHOLD"],
  ["Config", "LOOKBACK_CANDLES"],
  ["Late", "STOP_LOSS"],
  ["", "X"],
  ["", "Y"],
] as const;

function described(source: Source) {
  return {
    text: source.text,
    stale: source.stale,
    problems: source.problems,
    assignments: source.assignments,
    queries: ASKED.map(([scope, name]) => [
      source.locate(scope, name),
      source.usesOf(scope, name),
      source.derivedFrom(scope, name),
      isDead(source, scope, name),
    ]),
  };
}

type Random = () => number;

function randomEdits(text: string, random: Random): TextEdit[] {
  const edits: TextEdit[] = [];
  let from = 0;
  const count = random() < 0.8 ? 1 : 1 + Math.floor(random() * 4);
  for (let i = 0; i < count && from <= text.length; i++) {
    // Most edits are near where something stands that matters; lengths are small, now and then a whole passage.
    const start = from + Math.floor(random() * (text.length - from + 1));
    const length = random() < 0.5 ? 0 : Math.floor(random() * (random() < 0.1 ? 6000 : 12));
    const end = Math.min(text.length, start + length);
    const newText = random() < 0.3 ? "" : (TYPED[Math.floor(random() * TYPED.length)] as string);
    edits.push({ range: { start, end }, newText });
    from = end + 1;
  }
  return edits;
}

interface Counts {
  sound: number;
  stale: number;
}

/** A run of edits of which the broken ones are taken back after a while, newest first, as a person undoes them. */
class Run {
  readonly counts: Counts = { sound: 0, stale: 0 };
  readonly #random: Random;
  readonly #undo: TextEdit[][] = [];
  #source: Source;

  constructor(text: string, seed: number) {
    this.#random = sequence(seed);
    this.#source = python.read(text);
  }

  rounds(count: number): Counts {
    for (let round = 0; round < count; round++) {
      const { text } = this.#source;
      const edits = randomEdits(text, this.#random);
      this.#undo.push(invertEdits(text, edits));
      this.#edit(edits);
      const undone = this.#random() < 0.5 ? 0 : this.#undo.length;
      if (this.#source.stale) for (let i = 0; i < undone; i++) this.#edit(this.#undo.pop() ?? []);
      if (!this.#source.stale) this.#undo.length = 0;
    }
    return this.counts;
  }

  #edit(edits: readonly TextEdit[]): void {
    const text = applyEdits(this.#source.text, edits);
    const full = python.read(text);
    const source = this.#source.edited(edits);
    this.#source = source;
    assert.equal(source.text, text);
    if (full.problems.length === 0) {
      this.counts.sound++;
      assert.deepEqual(described(source), described(full), JSON.stringify(edits));
    } else {
      this.counts.stale++;
      assert.ok(source.stale, JSON.stringify(edits));
      assert.equal(source.problems.length, 1);
    }
  }
}

/** A run of edits of a text that was broken when it was read: each edit's source is what a full read makes of its text. */
function brokenRounds(text: string, seed: number, count: number): number {
  const random = sequence(seed);
  let broken = 0;
  let source = python.read(text);
  for (let round = 0; round < count; round++) {
    // Broken again as a whole: only a text that was sound may be stale.
    if (source.problems.length === 0)
      source = python.read(applyEdits(source.text, [brokenSomewhere(source.text, random)]));
    const edits = randomEdits(source.text, random);
    const before = source;
    source = source.edited(edits);
    if (source.stale) source = before;
    else assert.deepEqual(described(source), described(python.read(source.text)), JSON.stringify([seed, round, edits]));
    if (source.problems.length > 0) broken++;
  }
  return broken;
}

const BREAKS = [
  "(",
  "x = [1,",
  '"""',
  "'",
  'f"{',
  "f'{a\n",
  "\\\n",
  "  1 = \n",
  "\n      deep = 1\n",
  "if X:\n",
  "}",
  "x y\n",
  "'a\\\n",
];

function brokenSomewhere(text: string, random: Random): TextEdit {
  const start = Math.floor(random() * (text.length + 1));
  return { range: { start, end: start }, newText: BREAKS[Math.floor(random() * BREAKS.length)] as string };
}

/** How many code units of `after` were not taken over from `before`. */
function readAgain(before: ParsedText, after: ParsedText): number {
  const kept = new Set(before.tree.chunks);
  return after.tree.chunks.filter((chunk) => !kept.has(chunk)).reduce((sum, { text }) => sum + text.length, 0);
}

describe("reading after edits", () => {
  it("equals a full read of a text that was broken when it was opened, and while it is", function () {
    this.timeout(60_000);
    let broken = 0;
    for (let seed = 1; seed <= 8; seed++)
      broken += brokenRounds(botText(60, seed), seed, 100) + brokenRounds(botText(900, seed), seed, 15);
    assert.ok(broken > 400, String(broken));
  });

  it("reads a text that was broken when it was opened not whole again", () => {
    const text = botText(2000);
    const middle = text.indexOf("\n    def ", text.length / 2);
    const tenth = text.indexOf("\n    def ", text.length / 10);
    for (const typed of ["\n        x = (1,", "\n        return 'a", "\nX = 1 2", "\n  x = 1", "\n        }"]) {
      let parsed = parseText(`${text.slice(0, tenth)}${typed}${text.slice(tenth)}`);
      assert.ok(parsed.problems.length > 0, typed);
      // Right behind the broken place, far behind it, and before it.
      for (const start of [tenth + typed.length, middle, text.indexOf("STOP_LOSS")]) {
        const next = parsed.edited([{ range: { start, end: start }, newText: "\n" }]);
        assert.ok(next.problems.length > 0, typed);
        assert.ok(readAgain(parsed, next) < text.length / 4, `${typed} ${start}: ${readAgain(parsed, next)}`);
        parsed = next;
      }
    }
  });

  it("equals a full read whenever the text is sound, over thousands of random edits", function () {
    this.timeout(60_000);
    const totals = { sound: 0, stale: 0 };
    for (let seed = 1; seed <= 8; seed++) {
      for (const [rounds, lines] of [
        [350, 60],
        [60, 900],
      ] as const) {
        const { sound, stale } = new Run(botText(lines, seed), seed).rounds(rounds);
        totals.sound += sound;
        totals.stale += stale;
      }
    }
    // Both kinds must have been met, or the test shows nothing.
    assert.ok(totals.sound > 500 && totals.stale > 500, JSON.stringify(totals));
  });
});
