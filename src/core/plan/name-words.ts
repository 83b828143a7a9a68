// Lists the words that decide what a name means: which may be left out, which count something, which are opposites.
import type { CountedUnit } from "../problem";

/** Words that a name may begin with and mean the same: BASE_EXIT_THRESHOLD is called as EXIT_THRESHOLD is. */
export const prefixWords: ReadonlySet<string> = new Set(["base", "default", "config", "cfg", "param", "params"]);

/** Words that a name may end with and mean the same, beside units that agree. */
export const suffixWords: ReadonlySet<string> = new Set(["value", "param", "parameter", "setting", "default"]);

/** Words by which a container of values is only called a container: CONFIG["stop_loss"] is called `stop_loss`. */
export const containerWords: ReadonlySet<string> = new Set(
  "base bot cfg conf config configs configuration constants default defaults kwargs options param parameters params settings strategy trading".split(
    " ",
  ),
);

/** What a name's words count, where one of them says it. */
export const unitWords: Readonly<Record<string, CountedUnit>> = {
  ...words("milliseconds", "ms,millis,millisecond,milliseconds"),
  ...words("seconds", "s,sec,secs,second,seconds"),
  ...words("minutes", "m,mins,minute,minutes"),
  ...words("hours", "h,hr,hrs,hour,hours"),
  ...words("days", "d,day,days"),
  ...words("weeks", "w,week,weeks"),
  ...words("candles", "candle,candles,bar,bars"),
  ...words("percent", "pct,pcts,percent,percents,percentage,perc"),
  ...words("basis-points", "bp,bps"),
  ...words("fraction", "frac,fraction,decimal,probability,prob,ratio"),
  ...words("dollars", "usd,usdt,usdc,dollar,dollars"),
};

function words(unit: CountedUnit, list: string): Record<string, CountedUnit> {
  return Object.fromEntries(list.split(",").map((word) => [word, unit]));
}

/**
 * What can't be meant by one another: each line is one question, and its columns are the answers to it. Two names that
 * answer one question differently are never bound to one another, nor offered for it.
 */
export const oppositions: readonly (readonly (readonly string[])[])[] = [
  "long,bull,bullish,buy,up,upside|short,bear,bearish,sell,down,downside",
  "entry,enter,entries,open,opening,buy|exit,exits,close,closing,sell,leave",
  "min,minimum,least,lowest,low,lower,floor,bottom|max,maximum,most,highest,high,upper,ceiling,cap,top|avg,average,mean,median",
  "stop,sl,loss,losing,loser,losers,drawdown|take,tp,profit,profits,gain,gains,win,winning,winner,winners",
  "fast,faster,quick|slow,slower",
  "start,starting,begin,beginning,first|end,ending,finish,last",
  "enable,enabled,allow,allowed,on|disable,disabled,deny,denied,forbid,off",
  "before,pre|after,post",
  "above,over|below,under",
  "overbought|oversold",
  "increase,increasing,rise,rising,raise,up|decrease,decreasing,fall,falling,drop,reduce,down",
  "in,inner|out,outer",
  "left|right",
  "positive|negative",
  "maker|taker",
  "bid|ask",
  "success,succeeded|failure,failed",
].map((line) => line.split("|").map((pole) => pole.split(",")));

/** Short forms that people write for words. */
export const abbreviations: Readonly<Record<string, readonly string[]>> = {
  sl: ["stop", "loss"],
  tp: ["take", "profit"],
  thr: ["threshold"],
  thresh: ["threshold"],
  pos: ["position"],
  lev: ["leverage"],
  prob: ["probability"],
  qty: ["quantity"],
  avg: ["average"],
};

/** Words that names of trading constants are made of beside those above, so that STOPLOSS can be read as two. */
export const commonWords: readonly string[] =
  "threshold loss profit position size rate signal signals risk trade trades hold holding level limit period length leverage trailing target ratio expected probability price order count".split(
    " ",
  );
