// The sign of an outcome: a shape of its own for each, so that none is told by its colour.
import type { Tone } from "../core/dashboard/view";

const outlines: Readonly<Record<Tone, string>> = {
  // A disc, an octagon, a diamond, a triangle, a ring.
  pass: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z",
  fail: "M5 1h6l4 4v6l-4 4H5l-4-4V5z",
  inconclusive: "M8 .5 15.5 8 8 15.5.5 8z",
  error: "M8 1 15.5 15H.5z",
  quiet: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
};

const marks: Readonly<Record<Tone, string>> = {
  pass: "M4.5 8.2 7 10.7l4.5-5",
  fail: "M5 5l6 6M11 5l-6 6",
  inconclusive: "M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2M8 11.4v.4",
  error: "M8 6v4.2M8 12.2v.5",
  quiet: "M5.5 8h5",
};

export function Sign({ tone }: { readonly tone: Tone }) {
  return (
    <svg class={`sign ${tone}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path class="outline" d={outlines[tone]} />
      <path class="mark" d={marks[tone]} />
    </svg>
  );
}
