// Every metric that a plan can name. What the plan's schema says of them is written by npm run schema.
import type { Metric } from "../../plan/schema-names";
import { facts } from "./facts";
import type { MetricDeclaration } from "./family";
import { means } from "./means";
import { rates } from "./rates";
import { ratios } from "./ratios";
import { shares } from "./shares";

export const metrics: Readonly<Record<Metric, MetricDeclaration>> = {
  ...facts,
  ...rates,
  ...shares,
  ...means,
  ...ratios,
};
