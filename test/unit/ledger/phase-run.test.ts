import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { formatEvent, parseEvent } from "../../../src/core/ledger/event";
import { type Checkpoint, emptyLedger, formatTag, type Ledger } from "../../../src/core/ledger/ledger";
import { measuredRun, phaseRun, settingCheckpoints, signaturesOf } from "../../../src/core/ledger/phase-run";

/** A ledger of steps: the event's token, the phases in effect afterwards, the values that it sets. */
type Step = readonly [
  token: string,
  phases: readonly number[],
  changes?: Readonly<Record<string, readonly [string, string]>>,
];

function ledgerOf(...steps: readonly Step[]): Ledger {
  const checkpoints = steps.map(
    ([token, phases, changes = {}], i): Checkpoint => ({
      plan: "v4",
      planPath: "v4.phaseplan.json",
      planHash: "0".repeat(64),
      event: parseEvent(token),
      summary: token,
      phases,
      changes: Object.entries(changes).map(([parameter, [before, after]]) => ({ parameter, before, after })),
      tag: formatTag({ plan: "v4", n: i + 1, token }),
      n: i + 1,
      commit: String(i + 1).padStart(40, "0"),
      who: "Ada Example <ada@example.org>",
      at: Date.UTC(2025, 9, 15, 9, i),
      when: `2025-10-15T18:${String(i).padStart(2, "0")}:00+09:00`,
    }),
  );
  return { ...emptyLedger, checkpoints };
}

const apply1: Step = ["apply-1", [1], { EXIT: ["0.70", "0.603"] }];
const apply2: Step = ["apply-2", [1, 2], { SHORT: ["0.65", "0.505"] }];
const back2: Step = ["rollback-phase-2", [1], { SHORT: ["0.505", "0.65"] }];
const validate1: Step = ["validate-1", [1]];
const extend1: Step = ["extend-1", [1]];

/** What a run says, by the numbers of its checkpoints. */
function runOf(phase: number, ...steps: readonly Step[]) {
  const run = phaseRun(ledgerOf(...steps), phase);
  return run && [run.checkpoint.n, run.next?.n, run.validated?.n, run.extensions];
}

describe("a phase's run", () => {
  it("does not exist where the phase never was in effect", () => {
    assert.equal(phaseRun(emptyLedger, 1), undefined);
    assert.equal(runOf(2, apply1, validate1), undefined);
  });

  it("begins when its checkpoint was made", () => {
    assert.equal(phaseRun(ledgerOf(apply1), 1)?.applied, Date.UTC(2025, 9, 15, 9, 0));
  });

  const cases: readonly [what: string, phase: number, steps: readonly Step[], run: ReturnType<typeof runOf>][] = [
    ["is open", 1, [apply1], [1, undefined, undefined, 0]],
    ["goes on over an extension and a validation", 1, [apply1, extend1, extend1, validate1], [1, undefined, 4, 2]],
    ["is ended by the next phase", 1, [apply1, validate1, apply2], [1, 3, 2, 0]],
    ["is ended by its own rollback", 2, [apply1, apply2, back2], [2, 3, undefined, 0]],
    ["begins anew when the phase is applied again", 2, [apply1, apply2, back2, apply2], [4, undefined, undefined, 0]],
    ["begins anew when the next phase is rolled back", 1, [apply1, apply2, back2], [3, undefined, undefined, 0]],
    ["keeps its validation then", 1, [apply1, validate1, apply2, back2], [4, undefined, 2, 0]],
    ["has its extensions to itself", 1, [apply1, extend1, apply2, back2, extend1], [4, undefined, undefined, 1]],
    [
      "loses its validation where a value came back as another",
      1,
      [apply1, validate1, apply2, ["rollback-phase-2", [1], { SHORT: ["0.505", "0.60"] }]],
      [4, undefined, undefined, 0],
    ],
    [
      "loses its validation once the phase has ended",
      1,
      [apply1, validate1, ["rollback-phase-1", [], { EXIT: ["0.603", "0.70"] }], apply1],
      [4, undefined, undefined, 0],
    ],
    [
      "begins anew after hand edits of a value, and is no longer validated",
      1,
      [apply1, validate1, ["hand-edits", [1], { STOP: ["0.01", "0.02"] }]],
      [3, undefined, undefined, 0],
    ],
    [
      "has its earlier validation again where the values of then came back, whatever was validated between",
      1,
      [
        apply1,
        validate1,
        ["hand-edits", [1], { STOP: ["0.01", "0.02"] }],
        validate1,
        ["rollback-to-0001", [1], { STOP: ["0.02", "0.01"] }],
      ],
      [5, undefined, 2, 0],
    ],
    ["goes on over hand edits of other code", 1, [apply1, extend1, ["hand-edits", [1]]], [1, undefined, undefined, 1]],
    [
      "begins anew under an adopted plan, and stays validated",
      1,
      [apply1, validate1, ["adopt", [1]]],
      [3, undefined, 2, 0],
    ],
    ["begins with the adoption that brought the phase in", 1, [["adopt", [1, 2]]], [1, undefined, undefined, 0]],
    [
      "is ended for both phases of an adoption",
      1,
      [
        ["adopt", [1, 2]],
        ["apply-3", [1, 2, 3]],
      ],
      [1, 2, undefined, 0],
    ],
    ["goes on over an event that it does not know", 1, [apply1, ["celebrate-1", [1]]], [1, undefined, undefined, 0]],
    ["counts no other phase's validation", 2, [apply1, apply2, ["validate-1", [1, 2]]], [2, undefined, undefined, 0]],
  ];
  for (const [what, phase, steps, run] of cases) {
    it(what, () => assert.deepEqual(runOf(phase, ...steps), run));
  }
});

describe("a phase whose checkpoints a rebase left behind", () => {
  /** The first checkpoints are left behind, and an adoption takes their place; `found` are the values that it found. */
  function adopted(
    found: Readonly<Record<string, string>>,
    phases: readonly number[],
    ...left: readonly Step[]
  ): Ledger {
    const { checkpoints } = ledgerOf(...left, ["adopt", phases]);
    const [adoption] = checkpoints.slice(-1) as [Checkpoint];
    const unreached = checkpoints.slice(0, -1);
    return {
      ...emptyLedger,
      unreached,
      checkpoints: [
        {
          ...adoption,
          replaces: unreached.map(({ tag }) => tag),
          found: Object.entries(found).map(([parameter, text]) => ({ parameter, text })),
        },
      ],
    };
  }
  const validatedBy = (ledger: Ledger, phase: number) => phaseRun(ledger, phase)?.validated?.n;

  it("stays validated where it is adopted with the same values, and later phases too", () => {
    assert.equal(validatedBy(adopted({ EXIT: "0.603" }, [1], apply1, validate1), 1), 2);
    const two = adopted({ EXIT: "0.603", SHORT: "0.505" }, [1, 2], apply1, validate1, apply2);
    assert.deepEqual([validatedBy(two, 1), validatedBy(two, 2)], [2, undefined]);
    assert.equal(measuredRun(two, 1)?.checkpoint.n, 4);
  });

  it("is no longer validated with another value, where it had ended, or where nobody had validated it", () => {
    assert.equal(validatedBy(adopted({ EXIT: "0.61" }, [1], apply1, validate1), 1), undefined);
    const back1: Step = ["rollback-phase-1", [], { EXIT: ["0.603", "0.70"] }];
    assert.equal(validatedBy(adopted({ EXIT: "0.603" }, [1], apply1, validate1, back1), 1), undefined);
    assert.equal(validatedBy(adopted({ EXIT: "0.603" }, [1], apply1, extend1), 1), undefined);
  });

  it("is no longer validated once the adopted values are edited by hand, or the phase is rolled back", () => {
    const ledger = adopted({ EXIT: "0.603" }, [1], apply1, validate1);
    const edited = ledgerOf(apply1, validate1, ["adopt", [1]], ["hand-edits", [1], { EXIT: ["0.603", "0.59"] }]);
    const after = { ...ledger, checkpoints: [...ledger.checkpoints, ...edited.checkpoints.slice(3)] };
    assert.equal(validatedBy(after, 1), undefined);
  });

  it("finds an end where two adoptions say that they replaced each other", () => {
    const ledger = adopted({}, [1], apply1, validate1, ["adopt", [1]], ["adopt", [1]]);
    const [, , third, fourth] = ledger.unreached as [Checkpoint, Checkpoint, Checkpoint, Checkpoint];
    const unreached = [
      ...ledger.unreached.slice(0, 2),
      { ...third, replaces: [fourth.tag, third.tag] },
      { ...fourth, replaces: [third.tag, fourth.tag] },
    ];
    assert.equal(validatedBy({ ...ledger, unreached }, 1), 2);
  });
});

describe("the run that later phases are compared with", () => {
  const measured = (...steps: readonly Step[]) => measuredRun(ledgerOf(...steps), 1)?.checkpoint.n;

  it("is the one that was validated, though the phase came back later", () => {
    assert.equal(measured(apply1, validate1, apply2, back2), 1);
    assert.equal(measured(apply1, apply2, back2, validate1, apply2, back2), 3);
  });

  it("is the newest where none was", () => {
    assert.equal(measured(), undefined);
    assert.equal(measured(apply1, apply2), 1);
    assert.equal(measured(apply1, apply2, back2), 3);
  });

  it("is ended by what the next one begins with", () => {
    const run = measuredRun(ledgerOf(apply1, validate1, apply1, validate1, apply2, back2), 1);
    assert.deepEqual([run?.checkpoint.n, run?.next?.n], [3, 5]);
  });
});

describe("signatures", () => {
  it("are those of the checkpoint, with who gave them and when", () => {
    const [checkpoint] = ledgerOf(validate1).checkpoints;
    assert.ok(checkpoint);
    const signed = { ...checkpoint, signatures: [{ criterion: "exits", note: "fine" }] };
    assert.deepEqual(signaturesOf(signed), [
      { criterion: "exits", note: "fine", who: checkpoint.who, when: checkpoint.when },
    ]);
    assert.deepEqual(signaturesOf(checkpoint), []);
    assert.deepEqual(signaturesOf(undefined), []);
  });
});

/** What a person does next: of the phases 1 to 3, of which each sets two values and one shares a value with another. */
type Move =
  | { readonly kind: "apply" | "undo" | "validate" | "extend"; readonly phase: number }
  | { readonly kind: "edit"; readonly parameter: string; readonly value: string }
  | { readonly kind: "back"; readonly to: number }
  | { readonly kind: "adopt" | "comment" };

const targets: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: { A: "1", B: "1" },
  2: { C: "1", D: "1" },
  3: { E: "1", F: "1" },
};

const somePhase = fc.integer({ min: 1, max: 3 });
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("apply" as const), phase: somePhase }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("undo", "validate", "extend"),
      phase: somePhase,
    }) as fc.Arbitrary<Move>,
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("edit" as const),
      parameter: fc.constantFrom(..."ABCDEF"),
      value: fc.constantFrom("0", "1", "2"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("back" as const), to: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.constantFrom<Move>({ kind: "adopt" }, { kind: "comment" }) },
);

type Values = Readonly<Record<string, string>>;

/** The world after a checkpoint, kept whole: the model looks at states, never at what a checkpoint says it changed. */
interface World {
  readonly token: string;
  readonly values: Values;
  readonly phases: readonly number[];
  /** The phase that a person watches now. */
  readonly watched: number | undefined;
}

const hasTargets = (values: Values, phase: number): boolean =>
  Object.entries(targets[phase] ?? {}).every(([name, value]) => values[name] === value);

/** The world after `move`, undefined where it can't be made. */
function after(worlds: readonly World[], move: Move): World | undefined {
  const { values, phases, watched } = worlds.at(-1) as World;
  const here = { values, phases, watched };
  switch (move.kind) {
    case "apply": {
      const applied = { ...values, ...targets[move.phase] };
      const others = phases.filter((id) => id !== move.phase);
      return {
        token: `apply-${move.phase}`,
        values: applied,
        phases: [...others, move.phase].sort(),
        watched: phases.includes(move.phase) ? watched : move.phase,
      };
    }
    case "undo": {
      if (!phases.includes(move.phase)) return undefined;
      const undone = Object.fromEntries(Object.keys(targets[move.phase] ?? {}).map((name) => [name, "0"]));
      return { token: `rollback-phase-${move.phase}`, ...left(worlds, { ...values, ...undone }, phases) };
    }
    case "edit": {
      if (values[move.parameter] === move.value) return undefined;
      return { token: "hand-edits", ...left(worlds, { ...values, [move.parameter]: move.value }, phases) };
    }
    case "back": {
      const to = move.to % worlds.length;
      const goal = worlds[to] as World;
      if (to === 0) return undefined;
      return {
        token: formatEvent({ kind: "rollback", to: { kind: "checkpoint", n: to } }),
        ...left(worlds, goal.values, goal.phases),
      };
    }
    case "validate":
    case "extend":
      return phases.includes(move.phase) ? { token: `${move.kind}-${move.phase}`, ...here } : undefined;
    case "adopt":
      return { token: "adopt", ...here };
    case "comment":
      return { token: "hand-edits", ...here };
  }
}

/** Those of `phases` whose values are there; the one watched is the one that came last. */
function left(worlds: readonly World[], values: Values, phases: readonly number[]): Omit<World, "token"> {
  const kept = phases.filter((id) => hasTargets(values, id));
  const before = worlds.at(-1)?.phases ?? [];
  const cameIn = kept.filter((id) => !before.includes(id));
  const order = [...kept].sort((a, b) => since(worlds, a) - since(worlds, b) || a - b);
  return { values, phases: kept, watched: cameIn.at(-1) ?? order.at(-1) };
}

/** The index of the world since which `phase` has been in effect. */
function since(worlds: readonly World[], phase: number): number {
  return worlds.findLastIndex(({ phases }) => !phases.includes(phase)) + 1;
}

/** The same four facts as `runOf`, from the states. */
function expectedRun(worlds: readonly World[], phase: number): ReturnType<typeof runOf> {
  const isQuiet = (i: number): boolean => {
    const [world, before] = [worlds[i] as World, worlds[i - 1] as World];
    if (/^(?:validate|extend)-/.test(world.token)) return true;
    return world.token === "hand-edits" && JSON.stringify(world.values) === JSON.stringify(before.values);
  };
  const starts = worlds.flatMap((world, i) => {
    if (i === 0 || !world.phases.includes(phase) || isQuiet(i)) return [];
    const cameIn = !worlds[i - 1]?.phases.includes(phase);
    return cameIn || world.token === `apply-${phase}` || world.watched === phase ? [i] : [];
  });
  const start = starts.at(-1);
  if (start === undefined) return undefined;
  const next = worlds.findIndex((_world, i) => i > start && !isQuiet(i));
  const end = next < 0 ? worlds.length : next;
  const validated = worlds.findLastIndex(({ token, values }, i) => {
    if (token !== `validate-${phase}`) return false;
    const stayed = worlds.slice(i, Math.max(i, start) + 1).every((world) => world.phases.includes(phase));
    return stayed && (i > start || JSON.stringify(values) === JSON.stringify(worlds[start]?.values));
  });
  const extensions = worlds.slice(start, end).filter(({ token }) => token === `extend-${phase}`).length;
  return [start, next < 0 ? undefined : next, validated < 0 ? undefined : validated, extensions];
}

describe("a phase's run on a random walk", () => {
  it("is what the states of the world say", () => {
    let [validations, inherited] = [0, 0];
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 25 }), (moves) => {
        const nothing = Object.fromEntries([..."ABCDEF"].map((name) => [name, "0"]));
        const worlds: World[] = [{ token: "", values: nothing, phases: [], watched: undefined }];
        for (const move of moves) {
          const world = after(worlds, move);
          if (world) worlds.push(world);
        }
        const steps = worlds.slice(1).map(({ token, phases, values }, i): Step => {
          const before = worlds[i]?.values ?? {};
          const changed = Object.entries(values).filter(([name, value]) => before[name] !== value);
          return [
            token,
            phases,
            Object.fromEntries(changed.map(([name, value]) => [name, [before[name] ?? "", value]])),
          ];
        });
        for (const phase of [1, 2, 3]) {
          const run = runOf(phase, ...steps);
          assert.deepEqual(run, expectedRun(worlds, phase), `Phase ${phase}`);
          if (run?.[2] !== undefined) validations += 1;
          if (run?.[2] !== undefined && run[2] < (run[0] ?? 0)) inherited += 1;
        }
        const setting = settingCheckpoints(ledgerOf(...steps)).map(({ n }) => n);
        const quiet = steps.flatMap(([token, , changes = {}], i) =>
          /^(?:validate|extend)-/.test(token) || (token === "hand-edits" && Object.keys(changes).length === 0)
            ? [i + 1]
            : [],
        );
        assert.deepEqual(
          [...setting, ...quiet].sort((a, b) => a - b),
          steps.map((_step, i) => i + 1),
        );
      }),
      { numRuns: 3000 },
    );
    assert.ok(validations > 100 && inherited > 20, `${validations} runs were validated, ${inherited} of them earlier`);
  });
});
