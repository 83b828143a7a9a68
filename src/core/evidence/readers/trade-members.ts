// Makes the members of a trade of the values of its fields, whatever the file that they come from.
import type { Json } from "../../json";
import type { EvidenceField } from "../../plan/plan";
import type { TradeReport } from "../trade";
import { exitReasonOf, idOf, numberOf, sideOf } from "./words";

const numberFields = ["quantity", "entry", "exit", "leverage", "equity", "costs", "gross", "net", "share"] as const;

type TradeMembers = Pick<
  TradeReport,
  (typeof numberFields)[number] | "id" | "side" | "reason" | "reasonText" | "probability" | "unusable"
>;

/**
 * What means the same in every file, which times, units and names do not. `fieldValue` gives the value of a field, undefined
 * where the record does not have it.
 */
export function tradeMembers(fieldValue: (field: EvidenceField) => Json | undefined): TradeMembers {
  const unusable: EvidenceField[] = [];
  const usable = <T>(field: EvidenceField, read: (value: Json | undefined) => T | undefined): T | undefined => {
    const value = fieldValue(field);
    const found = read(value);
    if (found === undefined && !isAbsent(value)) unusable.push(field);
    return found;
  };
  // Members are assigned one by one: a file may have a million trades, and spreading costs ten times as much.
  const members: { -readonly [Name in keyof TradeMembers]: TradeMembers[Name] } = {};
  for (const field of numberFields) assign(members, field, usable(field, numberOf));
  assign(members, "id", idOf(fieldValue("id")));
  assign(members, "side", usable("side", sideOf));
  const reason = fieldValue("reason");
  if (typeof reason === "string" && !isAbsent(reason)) {
    members.reason = exitReasonOf(reason);
    members.reasonText = reason;
  }
  const [entry, exit] = [usable("entryProbability", numberOf), usable("exitProbability", numberOf)];
  if (entry !== undefined || exit !== undefined) members.probability = probabilityOf(entry, exit);
  if (unusable.length > 0) members.unusable = unusable;
  return members;
}

/** Sets a member, and leaves it out where its value is undefined. */
export function assign<T, Name extends keyof T>(target: T, name: Name, value: T[Name] | undefined): void {
  if (value !== undefined) target[name] = value;
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || value === "None";
}

function probabilityOf(entry: number | undefined, exit: number | undefined): NonNullable<TradeReport["probability"]> {
  return { ...(entry !== undefined && { entry }), ...(exit !== undefined && { exit }) };
}
