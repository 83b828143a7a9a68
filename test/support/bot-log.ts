// Writes the structured log of a bot: one JSON record in each line, in the spelling of Python's json module.

export interface LogLine {
  readonly timestamp: string;
  readonly session_id: string;
  readonly strategy: string;
  readonly level: string;
  readonly event_type: string;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const session = "20251015_040726";

/** A record of the given type; `at` is the time as the bot's clock in Seoul shows it. */
export function logLine(
  event_type: string,
  at: string,
  data: LogLine["data"] = {},
  rest: Partial<LogLine> = {},
): LogLine {
  return {
    timestamp: at,
    session_id: session,
    strategy: "Dynamic_4Model",
    level: "INFO",
    event_type,
    message: "",
    data,
    ...rest,
  };
}

export function model(at: string): LogLine {
  const data = { model: "LONG_Entry_Model", prediction: "HOLD", confidence: "0.2348", timestamp: at };
  return logLine("MODEL", at, data, { level: "DEBUG", message: "Model: LONG_Entry_Model → HOLD (0.235)" });
}

export function signal(at: string, direction: string | null, signal_type = "ENTRY"): LogLine {
  const top_features = { long_prob: "0.22736402", regime: "Sideways", long_threshold: 0.8, short_threshold: 0.5 };
  return logLine("SIGNAL", at, {
    signal_type,
    direction,
    probability: "0.2274",
    price: 113044.2,
    timestamp: at,
    top_features,
  });
}

export function started(at: string, session_id = session): LogLine {
  const data = { initial_capital: 0, session_metadata: { strategy: "Dynamic_4Model", session_id, start_time: at } };
  return logLine("SYSTEM", at, data, { session_id, message: "Trading session started" });
}

export function failed(at: string, error_message: string): LogLine {
  const data = {
    error_type: "UPDATE_CYCLE_ERROR",
    error_message,
    timestamp: at,
    stack_trace: "Traceback:\n  line 898",
  };
  return logLine("SYSTEM", at, data, { level: "ERROR", message: "Error: UPDATE_CYCLE_ERROR" });
}

export function performance(at: string, current_capital: number): LogLine {
  const data = {
    timestamp: at,
    current_capital,
    initial_capital: 102356.82,
    total_return_pct: -0.0661,
    total_trades: 1,
  };
  return logLine("PERFORMANCE", at, data, { message: "Performance: -0.07% | Win Rate: 0.0%" });
}

export function entry(at: string, data: LogLine["data"] = {}): LogLine {
  const usual = {
    trade_id: "None",
    type: "ENTRY",
    side: "LONG",
    quantity: 0.64782886,
    entry_price: 113189.5,
    position_size_pct: 71.54,
    signal_probability: "0.7657",
    leverage: 4.0,
    timestamp: at,
  };
  return logLine("TRADE", at, { ...usual, ...data }, { message: "ENTRY: LONG 0.6478 @ $113,189.50" });
}

export function exit(at: string, data: LogLine["data"] = {}): LogLine {
  const usual = {
    trade_id: "1978380395906863104",
    type: "EXIT",
    side: "LONG",
    quantity: 0.64782886,
    entry_price: 113189.5,
    exit_price: 113229.4,
    pnl_usd_gross: -62.16,
    pnl_usd_net: -150.17,
    pnl_pct: 0.0353,
    exit_reason: "ML Exit (LONG model, prob=0.716)",
    transaction_costs: 88.01,
  };
  return logLine("TRADE", at, { ...usual, ...data }, { level: "WARNING", message: "EXIT: LONG $-150.17 (+0.04%)" });
}

/** As Python's json.dumps writes it: a space after each colon and comma, other characters than ASCII's escaped. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => `${pythonJson(name)}: ${pythonJson(member)}`);
    return `{${members.join(", ")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return JSON.stringify(value).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function logText(lines: readonly LogLine[]): string {
  return lines.map((line) => `${pythonJson(line)}\n`).join("");
}
