// Works out the edits inside one literal.
import { isEqual, isObject, type Json, jsonType } from "../json";
import type { Language, SourceElement, SourceValue, Step } from "../source";
import { applyEdits, isSameText, type TextEdit } from "../text";

/** Whether a literal in the source may give way to `value`: its own value is known, and is of the same JSON type. */
export function isWritable(current: SourceValue, value: Json): boolean {
  return current.value !== undefined && jsonType(current.value) === jsonType(value);
}

/**
 * The edits that make a literal `value`: of a list or dict only the elements that differ, so that its layout and comments
 * stay. Undefined where comments between its lines would be lost, or where the literal is not writable.
 */
export function editsTo(language: Language, current: SourceValue, value: Json): TextEdit[] | undefined {
  if (!isWritable(current, value)) return undefined;
  if (isEqual(current.value ?? null, value)) return [];
  const parts = elementwise(language, current, value);
  if (parts) return parts;
  if (language.mayHoldComment(current.text)) return undefined;
  return [{ range: current.range, newText: language.write(value, current) }];
}

function elementwise(language: Language, current: SourceValue, value: Json): TextEdit[] | undefined {
  const pairs = current.elements.map((element): [SourceValue, Json | undefined] => [
    element.value,
    memberOf(value, element),
  ]);
  const size = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
  if (size === 0 || pairs.length !== size) return undefined;
  const edits = pairs.map(([element, member]) =>
    member === undefined ? undefined : editsTo(language, element, member),
  );
  return edits.every((each) => each !== undefined) ? edits.flat() : undefined;
}

function memberOf(value: Json, { step }: SourceElement): Json | undefined {
  if (step?.type !== "item") return undefined;
  const { key } = step;
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  return isObject(value) && typeof key === "string" && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * The edits that make a literal what it was in another text, to the letter where that is safe: a text over several lines
 * may lean on brackets around it, so its elements are restored one by one, or its value is written anew.
 */
export function editsBack(language: Language, current: SourceValue, past: SourceValue): TextEdit[] | undefined {
  if (isSameText(current.text, past.text)) return [];
  if (!past.text.includes("\n") && !past.text.includes("\r")) return [{ range: current.range, newText: past.text }];
  const { elements } = past;
  if (elements.length > 0 && elements.length === current.elements.length) {
    const edits = current.elements.map(({ step, value }, index) => {
      const other = elements[index];
      return other && sameStep(step, other.step) ? editsBack(language, value, other.value) : undefined;
    });
    if (edits.every((each) => each !== undefined)) return edits.flat();
  }
  return past.value === undefined ? undefined : editsTo(language, current, past.value);
}

function sameStep(a: Step | undefined, b: Step | undefined): boolean {
  return a !== undefined && b !== undefined && a.type === b.type && a.key === b.key;
}

/** The text of a literal once `edits`, all of them inside it, are applied. */
export function textAfter({ text, range }: SourceValue, edits: readonly TextEdit[]): string {
  const shifted = edits.map((edit) => ({
    range: { start: edit.range.start - range.start, end: edit.range.end - range.start },
    newText: edit.newText,
  }));
  return applyEdits(text, shifted);
}
