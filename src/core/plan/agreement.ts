import Ajv from "ajv";
import type { JsonObject } from "../json";
import { AllowedValues } from "./allowed";
import { type Criterion, isStepTooLarge, type Plan } from "./plan";

/** Something wrong in a plan: the path to it, and what. */
export interface Finding {
  readonly at: readonly (string | number)[];
  readonly detail: string;
}

/** What a JSON Schema can't say: whether the parts of a plan agree with one another. */
export function disagreements(plan: Plan): Finding[] {
  const broken = brokenSchemas(plan);
  return [
    ...broken,
    ...unknownNames(plan),
    ...sharedSymbols(plan),
    ...phaseOrder(plan),
    ...repeatedIds(plan),
    ...laterPhases(plan),
    ...stepsTooLarge(plan),
    ...(broken.length > 0 ? [] : outOfRange(plan)),
  ];
}

function brokenSchemas(plan: Plan): Finding[] {
  const schemas: [Finding["at"], JsonObject][] = [
    ...Object.entries(plan.parameters).flatMap(([name, { allowed }]): [Finding["at"], JsonObject][] =>
      allowed ? [[["parameters", name, "allowed"], allowed]] : [],
    ),
    ...(plan.rules ?? []).map(({ schema }, index): [Finding["at"], JsonObject] => [["rules", index, "schema"], schema]),
  ];
  const ajv = new Ajv({ $data: true, strictTypes: false });
  return schemas.flatMap(([at, schema]) => {
    try {
      ajv.compile(schema);
      return [];
    } catch (error) {
      return [{ at, detail: `is not a JSON Schema: ${(error as Error).message}` }];
    }
  });
}

function unknownNames(plan: Plan): Finding[] {
  const files = Object.entries(plan.parameters)
    .filter(([, { file }]) => !Object.hasOwn(plan.files, file))
    .map(([name, { file }]) => ({
      at: ["parameters", name, "file"],
      detail: `"${file}" is not one of the plan's files`,
    }));
  const parameters = plan.phases.flatMap((phase, index) =>
    phase.parameters.flatMap((name, position) =>
      Object.hasOwn(plan.parameters, name)
        ? []
        : [{ at: ["phases", index, "parameters", position], detail: `"${name}" is not one of the plan's parameters` }],
    ),
  );
  return [...files, ...parameters];
}

/** Two parameters that hold the same place in the code would overwrite one another. */
function sharedSymbols(plan: Plan): Finding[] {
  const owner = new Map<string, string>();
  return Object.entries(plan.parameters).flatMap(([name, { file, scope, symbol }]) => {
    const place = [plan.files[file]?.path, scope ?? plan.files[file]?.scope ?? "", symbol].join("\0");
    const other = owner.get(place);
    owner.set(place, other ?? name);
    return other ? [{ at: ["parameters", name, "symbol"], detail: `"${other}" is bound to the same symbol` }] : [];
  });
}

function phaseOrder(plan: Plan): Finding[] {
  const setBy = new Map<string, number>();
  return plan.phases.flatMap((phase, index) => [
    ...(phase.id === index + 1
      ? []
      : [{ at: ["phases", index, "id"], detail: `must be ${index + 1}: phases count from 1 in their order` }]),
    ...phase.parameters.flatMap((name, position) => {
      const other = setBy.get(name);
      setBy.set(name, other ?? phase.id);
      return other === undefined
        ? []
        : [{ at: ["phases", index, "parameters", position], detail: `"${name}" is set by Phase ${other} already` }];
    }),
  ]);
}

function repeatedIds(plan: Plan): Finding[] {
  const repeats = (ids: readonly string[], at: (index: number) => Finding["at"]): Finding[] =>
    ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [{ at: at(index), detail: `"${id}" is there already` }] : [],
    );
  return [
    ...repeats(
      (plan.rules ?? []).map(({ id }) => id),
      (index) => ["rules", index, "id"],
    ),
    ...plan.phases.flatMap(({ criteria, rollback }, phase) => [
      ...repeats(
        criteria.map(({ id }) => id),
        (index) => ["phases", phase, "criteria", index, "id"],
      ),
      ...repeats(
        rollback.map(({ id }) => id),
        (index) => ["phases", phase, "rollback", index, "id"],
      ),
    ]),
  ];
}

/** A gate can be held only against what came before it. */
function laterPhases(plan: Plan): Finding[] {
  return plan.phases.flatMap(({ id, requires, criteria, rollback }, phase) => {
    const detail = `must be a phase before Phase ${id}`;
    const measured = (list: "criteria" | "rollback", entries: readonly Criterion[]): Finding[] =>
      entries.flatMap((entry, index) =>
        !entry.manual && entry.against !== undefined && entry.against >= id
          ? [{ at: ["phases", phase, list, index, "against"], detail }]
          : [],
      );
    return [
      ...(requires?.passed !== undefined && requires.passed >= id
        ? [{ at: ["phases", phase, "requires", "passed"], detail }]
        : []),
      ...measured("criteria", criteria),
      ...measured("rollback", rollback),
    ];
  });
}

/** A plan whose own phase is a larger step than it allows could never be applied. */
function stepsTooLarge(plan: Plan): Finding[] {
  return Object.entries(plan.parameters).flatMap(([name, { baseline, target, largestStep }]) =>
    largestStep !== undefined && isStepTooLarge(baseline, target, largestStep)
      ? [{ at: ["parameters", name, "largestStep"], detail: `must allow the step from ${baseline} to ${target}` }]
      : [],
  );
}

function outOfRange(plan: Plan): Finding[] {
  const values = new AllowedValues(plan);
  return Object.entries(plan.parameters).flatMap(([name, parameter]) =>
    (["baseline", "target"] as const)
      .filter((which) => !values.inRange(name, parameter[which]))
      .map((which) => ({
        at: ["parameters", name, which],
        detail: `${JSON.stringify(parameter[which])} is outside "allowed"`,
      })),
  );
}
