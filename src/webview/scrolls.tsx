// A box that scrolls where its table is wider than the page, by keys too.
import type { ComponentChildren } from "preact";

export function Scrolls({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset holds a form's fields.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div class="scrolls" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
