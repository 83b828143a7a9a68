import { existsSync, readFileSync } from "node:fs";

/**
 * Prints each line that another process appends to a file, as it comes.
 * @param {string} file need not exist yet
 * @param {(line: string) => void} print
 * @returns {{ end(): void }} end: copies the rest and stops
 */
export function follow(file, print) {
  let shown = 0;
  const show = () => {
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    // The last line may still be in the writing.
    const whole = text.lastIndexOf("\n") + 1;
    for (const line of text.slice(shown, whole).split("\n").slice(0, -1)) print(line);
    shown = whole;
  };
  const timer = setInterval(show, 100);
  return {
    end() {
      clearInterval(timer);
      show();
    },
  };
}
