// The sign of an outcome: a shape of its own for each, so that none is told by its colour.
import { signs, type Tone } from "../core/dashboard/view";

export function Sign({ tone }: { readonly tone: Tone }) {
  return (
    <svg class={`sign ${tone}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {signs[tone].map((path) => (
        <path key={path.d} {...path} />
      ))}
    </svg>
  );
}
