// An agent's own figures, today and this week (W6).

import { useEffect } from "preact/hooks";

import { hour } from "../../../../gateway/web/visitor/model/times.ts";
import { AskedView } from "../side/asked_view.tsx";
import { useAsked } from "../side/use_asked.ts";
import { read } from "../staff_api.ts";
import type { ViewProps } from "../view.ts";
import { FIGURES, figureText, type OwnFigures } from "./model/figure_rows.ts";

/** How often they are asked for anew while somebody looks at them. */
const ANEW_MS = 60_000;

export function FiguresPage({ desk, words }: ViewProps) {
  const { figures: say } = words;
  const asked = useAsked(async () => ({ own: await readFigures(), at: desk.now() }), []);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && asked.reload(), ANEW_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="figures">
      <h2>{say.title}</h2>
      <AskedView asked={asked} words={words}>
        {({ own: { today, week }, at }) => (
          <>
            <table>
              <thead>
                <tr><th scope="col"><span class="unseen">{say.figure}</span></th><th scope="col">{say.today}</th><th scope="col">{say.week}</th></tr>
              </thead>
              <tbody>
                {FIGURES.map((name) => (
                  <tr key={name}>
                    <th scope="row">{say.names[name]}<small>{say.meanings[name]}</small></th>
                    <td>{figureText(name, today, { ...words.side, tag: words.tag })}</td>
                    <td>{figureText(name, week, { ...words.side, tag: words.tag })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p class="figures-at">
              {say.asOf(hour(at, words))} <button type="button" class="small" disabled={asked.isLoading} onClick={asked.reload}>{words.side.refresh}</button>
            </p>
          </>
        )}
      </AskedView>
    </div>
  );
}

function readFigures(): Promise<OwnFigures> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  return read<OwnFigures>(`figures?${new URLSearchParams({ zone })}`);
}
