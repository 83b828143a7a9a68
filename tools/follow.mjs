import { existsSync, readFileSync } from "node:fs";

/**
 * Copies what another process appends to a file to stdout, as it comes.
 * @param {string} file need not exist yet
 * @returns {{ end(): void }} end: copies the rest and stops
 */
export function follow(file) {
  let shown = 0;
  const show = () => {
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    // The last line may still be in the writing.
    const whole = text.lastIndexOf("\n") + 1;
    process.stdout.write(text.slice(shown, whole));
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
