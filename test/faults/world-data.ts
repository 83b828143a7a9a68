export const planFile = "v4.phaseplan.json";
export const bot = "bots/bot.py";
export const risk = "bots/risk.py";

const parameter = (symbol: string, file: string, baseline: unknown, target: unknown): object => ({
  file,
  symbol,
  unit: "none",
  baseline,
  target,
  why: "a test",
});
const phase = (id: number, parameters: string[]): object => ({
  id,
  title: `Phase ${id}`,
  risk: "low",
  parameters,
  window: { hours: 6, trades: 3, until: "both" },
  criteria: [],
  rollback: [],
});

/** What a world's repository begins with: two governed files, so that a write can be cut off between them. */
export const files: Readonly<Record<string, string>> = {
  [planFile]: JSON.stringify({
    formatVersion: 1,
    id: "v4",
    title: "A plan",
    files: { bot: { path: bot }, risk: { path: risk } },
    parameters: {
      EXIT: parameter("EXIT", "bot", 0.7, 0.603),
      RATE: parameter("RATE", "risk", 0.101, 0.0612),
      SIZE: parameter("SIZE", "risk", 10, 15),
      STEPS: parameter("STEPS", "risk", [1, 2], [1, 3]),
    },
    phases: [phase(1, ["EXIT", "RATE"]), phase(2, ["SIZE", "STEPS"])],
  }),
  [bot]: "# 설정 🎉\r\nEXIT = 0.70   # was 0.8\n\nprint(EXIT)\r\n",
  [risk]: "RATE = 0.101\nSIZE = 10\nSTEPS = [\n    1,\n    2,\n]\nprint(RATE, SIZE, STEPS)",
  ".gitignore": "ignored\n",
  stashed: "1\n",
  unstaged: "1\n",
  staged: "1\n",
  both: "1\n",
  deleted: "1\n",
  contested: "1\n",
};
