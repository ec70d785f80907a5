// One chart over time; drawn again when its data, its place or the page's looks change.

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

import { summary } from "./figures.ts";

export interface Series {
  readonly label: string;
  /** A colour of the page: the name of its token. */
  readonly colour: string;
}

export interface ChartProps {
  readonly title: string;
  readonly time: string;
  readonly series: readonly Series[];
  readonly data: number[][];
}

const HEIGHT = 170;
/** Between two marks of the axis of time. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120];

export function Chart({ title, time, series, data }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot>();
  const labels = series.map(({ label }) => label);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const draw = () => {
      drawn.current?.destroy();
      drawn.current = new uPlot(options(time, series, box.clientWidth), data as uPlot.AlignedData, box);
    };
    draw();
    const looks = new MutationObserver(draw);
    looks.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const size = new ResizeObserver(() => drawn.current?.setSize({ width: box.clientWidth, height: HEIGHT }));
    size.observe(box);
    return () => {
      looks.disconnect();
      size.disconnect();
      drawn.current?.destroy();
      drawn.current = undefined;
    };
  }, [title, time, labels.join()]);
  useEffect(() => drawn.current?.setData(data as uPlot.AlignedData), [data]);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={place} role="img" aria-label={summary(title, labels, data)} />
    </figure>
  );
}

function options(time: string, series: readonly Series[], width: number): uPlot.Options {
  const colours = getComputedStyle(document.documentElement);
  const colour = (token: string) => colours.getPropertyValue(token).trim();
  const axis = {
    stroke: colour("--text-soft"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
    font: "11px system-ui",
  };
  return {
    width,
    height: HEIGHT,
    series: [
      { label: time, value: "{HH}:{mm}" },
      ...series.map(({ label, colour: token }) => ({
        label, stroke: colour(token), width: 2, points: { show: false },
      })),
    ],
    axes: [{ ...axis, values: "{HH}:{mm}", space: 60, incrs: MINUTES.map((each) => 60 * each) }, { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] }],
    scales: { y: { range: (_, __, max) => [0, Math.max(4, Math.ceil(max * 1.1))] } },
    cursor: { drag: { x: false, y: false } },
    hooks: { ready: [showLast], setData: [showLast], setCursor: [(chart) => (chart.cursor.left ?? -1) < 0 && showLast(chart)] },
  };
}

/** The newest values stand in the legend while nobody points at others. */
function showLast(chart: uPlot): void {
  chart.setLegend({ idx: chart.data[0].length - 1 });
}
