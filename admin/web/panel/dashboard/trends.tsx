// The last hours, as curves.

import { useEffect, useMemo, useState } from "preact/hooks";

import type { Observer } from "../../../../gateway/web/sdk/observer.ts";
import type { TrendMinute } from "../../../../gateway/web/sdk/wire.ts";
import { Chart } from "./chart.tsx";
import { curves, type Texts } from "./figures.ts";

/** One point a minute is all there is. */
const ANEW_MS = 60_000;
const HOUR = 60;
const HOURS = 6 * HOUR;

interface TrendsProps {
  readonly observer: Observer;
  readonly isConnected: boolean;
  readonly group: string;
  readonly texts: Texts;
}

export function Trends({ observer, isConnected, group, texts: say }: TrendsProps) {
  const [minutes, setMinutes] = useState<readonly TrendMinute[]>([]);
  const [count, setCount] = useState(HOUR);
  useEffect(() => {
    if (!isConnected) return;
    let isOver = false;
    const ask = () => {
      // What cannot be had now is asked for again in a minute, or on the next connection.
      observer.trend(group).then((trend) => !isOver && setMinutes(trend.minutes), () => undefined);
    };
    ask();
    const timer = setInterval(ask, ANEW_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [observer, isConnected, group]);
  const line = useMemo(() => curves(minutes, count, ["waiting", "serving"]), [minutes, count]);
  const wait = useMemo(() => curves(minutes, count, ["longest_seconds"]), [minutes, count]);
  const flow = useMemo(() => curves(minutes, count, ["offered", "answered", "abandoned"]), [minutes, count]);
  const time = say["time"] ?? "";
  return (
    <section class="trends">
      <div class="head">
        <h2>{say["trends"]}</h2>
        <div role="group" aria-label={say["trends"]}>
          {[HOUR, HOURS].map((each) => (
            <button type="button" key={each} aria-pressed={each === count} onClick={() => setCount(each)}>
              {say[each === HOUR ? "hour" : "hours"]}
            </button>
          ))}
        </div>
      </div>
      {minutes.length < 2 ? <p class="empty">{say["no_trend"]}</p> : (
        <div class="charts">
          <Chart title={say["chart_line"] ?? ""} time={time} data={line} series={[
            { label: say["waiting"] ?? "", colour: "--danger" },
            { label: say["serving"] ?? "", colour: "--accent" },
          ]} />
          <Chart title={say["chart_wait"] ?? ""} time={time} data={wait} series={[{ label: say["wait"] ?? "", colour: "--danger" }]} />
          <Chart title={say["chart_flow"] ?? ""} time={time} data={flow} series={[
            { label: say["flow_offered"] ?? "", colour: "--text-soft" },
            { label: say["flow_answered"] ?? "", colour: "--success" },
            { label: say["flow_abandoned"] ?? "", colour: "--danger" },
          ]} />
        </div>
      )}
    </section>
  );
}
