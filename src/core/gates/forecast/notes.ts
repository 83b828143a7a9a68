// Notes what a window can't decide, and what would do instead.
import type { MeasuredCriterion } from "../../plan/plan";
import { type Note, problem } from "../../problem";
import { isMeasured, meets, promiseOf, wantsMore } from "../condition";
import { metrics } from "../metrics/metrics";
import { contradictionsOf } from "./contradictions";
import type { Chances, CriterionForecast, EnoughTrades } from "./outlook";
import { isShare, judgedShare, type PhaseContext } from "./share-forecast";
import { trialsToPass, trialsToTell } from "./share-policy";

/** The chances between which a window counts as long enough, a criterion as one that passes, and as one that tells. */
const MOSTLY = 0.5;
const TOO_SELDOM = 0.2;
const TOO_OFTEN = 0.25;

export function forecastNotes(
  context: PhaseContext,
  enough: readonly EnoughTrades[],
  criteria: readonly CriterionForecast[],
): Note[] {
  const { plan, phase } = context;
  return [
    ...tooShort(context, enough),
    ...criteria.flatMap(({ criterion, outlook }) => {
      if (!isMeasured(criterion)) return [];
      const chances = outlook.is === "chances" ? outlook : undefined;
      const pass = cannotPass(context, criterion, chances);
      return [...pass, ...(chances ? cannotTell(context, criterion, chances) : [])];
    }),
    ...contradictionsOf(plan, phase).map((contradiction) =>
      problem("contradiction", { phase: phase.id, contradiction }),
    ),
  ];
}

/** A window whose hours mostly end without its trades. */
function tooShort({ phase, looks }: PhaseContext, enough: readonly EnoughTrades[]): Note[] {
  const { hours, trades, until } = phase.window;
  const timing = looks[0]?.hours?.at(-1);
  const likeliest = Math.max(...enough.map(({ chance }) => chance));
  if (hours === undefined || trades === undefined || until === "either") return [];
  if (!timing || enough.length === 0 || likeliest >= MOSTLY) return [];
  const chances = enough.map(({ chance }) => chance);
  const data = { phase: phase.id, hours, trades, chances, mean: timing.mean, within90: timing.within90 };
  return [problem("window-too-short", data)];
}

/** A criterion that a bot as promised fails most of the time, whatever the window. */
function cannotPass(context: PhaseContext, criterion: MeasuredCriterion, chances: Chances | undefined): Note[] {
  const { phase } = context;
  if (metrics[criterion.metric].isUnrecorded)
    return [problem("cannot-pass", { phase: phase.id, criterion: criterion.text, why: "unrecorded" })];
  const promise = chances?.promise ?? ownPromise(context, criterion);
  if (promise === undefined) return [];
  const data = { phase: phase.id, criterion: criterion.text, promise };
  if (promise === criterion.threshold) return [problem("cannot-pass", { ...data, why: "equals" })];
  if (!meets(criterion, promise)) return [problem("cannot-pass", { ...data, why: "misses" })];
  if (!chances) return [];
  const { pass, weak, passByLast = pass } = chances.asPromised;
  const chance = Math.max(pass + weak, passByLast);
  if (chance >= TOO_SELDOM) return [];
  const basis = isShare(criterion) ? judgedShare(context, criterion, wantsMore(criterion)) : undefined;
  const trials = basis && !("is" in basis) ? trialsToPass(basis.share, chances.floor, promise) : undefined;
  const { counting } = chances;
  return [
    problem("cannot-pass", {
      ...data,
      why: "seldom",
      chance,
      counting,
      ...(trials !== undefined && { enough: trials }),
    }),
  ];
}

/** The value that is expected of a metric whose chances are not worked out. */
function ownPromise({ plan, phase }: PhaseContext, { metric, trades, against }: MeasuredCriterion): number | undefined {
  return against === undefined ? promiseOf(plan, phase, metric, trades)?.value : undefined;
}

/** A criterion that a bot at the floor meets more often than in 1 of 4 windows. */
function cannotTell(context: PhaseContext, criterion: MeasuredCriterion, chances: Chances): Note[] {
  const { pass, weak } = chances.atFloor;
  const chance = pass + weak;
  if (chance <= TOO_OFTEN) return [];
  const { floor, floorBy, counting, measuredOn } = chances;
  const basis = isShare(criterion) ? judgedShare(context, criterion, wantsMore(criterion)) : undefined;
  const enough = basis && !("is" in basis) ? trialsToTell(basis.share, floor) : undefined;
  const data = {
    phase: context.phase.id,
    criterion: criterion.text,
    floor,
    unnamed: floorBy === "threshold",
    chance,
    counting,
    measuredOn,
    ...(enough !== undefined && { enough }),
  };
  return [problem("cannot-tell", data)];
}
