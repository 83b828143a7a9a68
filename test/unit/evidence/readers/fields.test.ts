// Tests of how the fields of a trade are found among the names of a file.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Layout, layoutOf, missingFields } from "../../../../src/core/evidence/readers/records/fields";
import { schema } from "../../../support/plan-schema";

function found(names: readonly string[], { columns }: Layout): Record<string, string> {
  return Object.fromEntries([...columns].map(([field, index]) => [field, names[index] ?? ""]));
}

/** The fields of a header, and nothing else. */
const layouts: [header: string, fields: Record<string, string>][] = [
  [
    "entry_time,exit_time,side,entry_price,exit_price,position_size_pct,pnl_pct,pnl_usd,commission_usd,net_pnl_usd,exit_reason,hold_time",
    {
      opened: "entry_time",
      closed: "exit_time",
      side: "side",
      entry: "entry_price",
      exit: "exit_price",
      positionShare: "position_size_pct",
      share: "pnl_pct",
      gross: "pnl_usd",
      costs: "commission_usd",
      net: "net_pnl_usd",
      reason: "exit_reason",
    },
  ],
  [
    "entry_time,exit_time,entry_price,exit_price,quantity,pnl_pct,pnl_usd,exit_reason,hours_held,side",
    {
      opened: "entry_time",
      closed: "exit_time",
      entry: "entry_price",
      exit: "exit_price",
      quantity: "quantity",
      share: "pnl_pct",
      net: "pnl_usd",
      reason: "exit_reason",
      side: "side",
    },
  ],
  [
    ",Entry Time,Exit Time,Direction,Entry Price,Exit Price,Qty,PnL (%),Fee,Exit Reason",
    {
      opened: "Entry Time",
      closed: "Exit Time",
      side: "Direction",
      entry: "Entry Price",
      exit: "Exit Price",
      quantity: "Qty",
      share: "PnL (%)",
      costs: "Fee",
      reason: "Exit Reason",
    },
  ],
  [
    "position,entry_timestamp,exit_timestamp,entryPrice,exitPrice,amount,pnl_usd_gross,transaction_cost,pnl_usd_net,probability",
    {
      side: "position",
      opened: "entry_timestamp",
      closed: "exit_timestamp",
      entry: "entryPrice",
      exit: "exitPrice",
      quantity: "amount",
      gross: "pnl_usd_gross",
      costs: "transaction_cost",
      net: "pnl_usd_net",
      entryProbability: "probability",
    },
  ],
  [
    "type,open_date,close_date,open_rate,close_rate,size,profit_ratio,profit_abs,exit_reason",
    {
      side: "type",
      opened: "open_date",
      closed: "close_date",
      entry: "open_rate",
      exit: "close_rate",
      quantity: "size",
      share: "profit_ratio",
      net: "profit_abs",
      reason: "exit_reason",
    },
  ],
  ["timestamp,open,high,low,close,volume,pnl,profit,return", {}],
  ["constructor,__proto__,toString,hasOwnProperty", {}],
  ["", {}],
];

describe("the fields of a trade", () => {
  for (const [header, fields] of layouts) {
    it(`are found in ${header || "nothing"}`, () => {
      const names = header.split(",");
      assert.deepEqual(found(names, layoutOf(names)), fields);
    });
  }

  it("are found by hand where the plan names them, and nowhere else", () => {
    const names = ["a", "b", "side", "exit_time", "entry_price"];
    const layout = layoutOf(names, { opened: "a", closed: "exit_time", net: "b", exit: "gone" });
    const expected = { side: "side", opened: "a", closed: "exit_time", net: "b", entry: "entry_price" };
    assert.deepEqual(found(names, layout), expected);
    // A column that the plan calls a price is no time, whatever its name.
    assert.deepEqual(found(["entry_time"], layoutOf(["entry_time"], { entry: "entry_time" })), { entry: "entry_time" });
    // Where the plan's name is missing, no other column is taken for it.
    assert.deepEqual(found(["side"], layoutOf(["side"], { side: "Side" })), {});
  });

  it("are not guessed where two names claim one", () => {
    const names = ["entry_time", "Entry Time", "exit_time", "side", "size", "amount", "pnl_pct"];
    const layout = layoutOf(names);
    assert.deepEqual([...layout.clashing].sort(), ["Entry Time", "amount", "entry_time", "size"]);
    assert.deepEqual(missingFields(layout), ["opened"]);
    const byHand = layoutOf(names, { opened: "Entry Time", quantity: "size" });
    assert.deepEqual([byHand.clashing, missingFields(byHand)], [[], []]);
  });

  it("take the plainest name where there are several", () => {
    const names = [
      "size",
      "quantity",
      "fee",
      "total_fee",
      "leveraged_pnl_pct",
      "pnl_pct",
      "type",
      "side",
      "reason",
      "exit_reason",
    ];
    assert.deepEqual(found(names, layoutOf(names)), {
      quantity: "quantity",
      costs: "total_fee",
      share: "pnl_pct",
      side: "side",
      reason: "exit_reason",
    });
  });

  it("never take a result for better than it may be", () => {
    const result = (header: string): unknown => {
      const names = header.split(",");
      const { gross, net } = found(names, layoutOf(names));
      return { gross, net };
    };
    assert.deepEqual(result("pnl_usd,fee"), { gross: "pnl_usd", net: undefined });
    assert.deepEqual(result("pnl_usd,pnl_usd_net"), { gross: "pnl_usd", net: "pnl_usd_net" });
    assert.deepEqual(result("pnl_usd,pnl_usd_gross"), { gross: "pnl_usd_gross", net: "pnl_usd" });
    assert.deepEqual(result("pnl_usd"), { gross: undefined, net: "pnl_usd" });
  });

  it("are missing by name", () => {
    assert.deepEqual(missingFields(layoutOf(["a", "b"])), ["side", "opened", "closed", "net"]);
    assert.deepEqual(missingFields(layoutOf(["side", "entry_time", "exit_time", "exit_price"])), []);
  });

  it("can all be named in a plan, as far as records have them", () => {
    const { fields } = (schema.definitions["evidenceSource"] as { properties: { fields: { properties: object } } })
      .properties;
    const inPlan = Object.keys(fields.properties);
    const ofTrades = [
      "id",
      "side",
      "status",
      "opened",
      "closed",
      "quantity",
      "entry",
      "exit",
      "leverage",
      "equity",
    ].concat(["positionShare", "costs", "gross", "net", "share", "reason", "entryProbability", "exitProbability"]);
    for (const field of ofTrades) {
      assert.ok(inPlan.includes(field), field);
      assert.equal(layoutOf(["mine"], { [field]: "mine" }).columns.get(field as "id"), 0);
    }
  });
});
