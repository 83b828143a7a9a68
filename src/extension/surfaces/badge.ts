// Counts on the activity bar what waits for a person.
import { Disposable } from "vscode";
import { needsOfPerson } from "../../messages/editor/needs";
import type { LateView } from "../late-view";
import { plain } from "../plain";
import type { EvidenceFeed } from "../state/evidence-feed";
import type { Store } from "../state/store";

/** A number only where something waits, with a tooltip that says what; gone when it is done. */
export function badge<Row>(view: LateView<Row>, store: Store, feed: EvidenceFeed): Disposable {
  const needs = (): readonly string[] => {
    const { snapshot } = store;
    return snapshot.status === "ready" ? needsOfPerson(snapshot.rollout, feed.newestGate(snapshot.rollout)) : [];
  };
  const render = (): void => {
    const sentences = needs();
    view.badge =
      sentences.length === 0 ? undefined : { value: sentences.length, tooltip: sentences.map(plain).join("\n") };
  };
  return Disposable.from(
    store.follow(() => needs().join("\n"), render),
    feed.onDidChange(render),
  );
}
