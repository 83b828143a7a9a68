// Follows the traceback that Python prints between the records of a log when the bot crashes.

/** Fed with the lines that are no records. */
export class Traceback {
  #isOpen = false;

  /** Whether the line is of a traceback; `error` is what its last line says: "ZeroDivisionError: division by zero". */
  take(line: string): { readonly error?: string } | undefined {
    const text = line.trimEnd();
    if (!this.#isOpen) {
      this.#isOpen = text.trimStart() === "Traceback (most recent call last):";
      return this.#isOpen || chained.test(text) ? {} : undefined;
    }
    if (text === "" || /^\s/.test(text)) return {};
    this.#isOpen = false;
    // With Ctrl-C, a person stops the bot.
    return text.startsWith("KeyboardInterrupt") ? {} : { error: text };
  }
}

/** What Python prints between two tracebacks of one crash. */
const chained = /^(?:During handling of the above exception|The above exception was the direct cause of)/;
