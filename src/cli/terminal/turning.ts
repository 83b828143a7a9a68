// Shows at a terminal that work which takes long goes on.

/** How long work stays without a sign, and how long each sign stands, in ms. */
const silence = 500;
const pace = 125;
const signs = ["|", "/", "-", "\\"] as const;

/** Covered by what is printed next, even by the ^C of a person who does not wait: the cursor stays ahead of the sign. */
const shownSign = (sign: string) => ` ${sign}\r`;

type Terminal = Pick<NodeJS.WriteStream, "isTTY" | "write">;

/** Does `work`, and turns a sign at the terminal, if `stream` is one that can, from when it takes long until it ends. */
export async function whileTurning<T>(work: () => Promise<T>, stream: Terminal = process.stderr): Promise<T> {
  // Without that, a dumb terminal would get a line of signs.
  if (!stream.isTTY || process.env["TERM"] === "dumb") return work();
  let turns = 0;
  const turn = () => stream.write(shownSign(signs[turns++ % signs.length] ?? ""));
  let timer = setTimeout(() => {
    turn();
    timer = setInterval(turn, pace).unref();
  }, silence).unref();
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (turns > 0) stream.write(shownSign(" "));
  }
}
