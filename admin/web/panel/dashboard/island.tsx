// The live dashboard: what is pushed, shown (M6).

import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { connectObserver, type Observer } from "../../../../gateway/web/sdk/observer.ts";
import { StaffTickets } from "../../../../gateway/web/sdk/staff_tickets.ts";
import type { Dashboard } from "../../../../gateway/web/sdk/wire.ts";
import { useSeconds } from "../../workbench/clock.ts";
import { wordsOf } from "../page_words.ts";
import { chosen, filled, TOLD_BEHIND, type Texts } from "./figures.ts";
import { AgentTable, GroupTable } from "./tables.tsx";
import { NowTiles, TodayTiles } from "./tiles.tsx";
import { Trends } from "./trends.tsx";

/** What is known of the connection; `code` says why it ended for good. */
type Link = { readonly is: "connecting" | "connected" | "lost" } | { readonly is: "stopped"; readonly code: string };

export function show(place: HTMLElement): void {
  const tickets = new StaffTickets({ http: "", gateway: place.dataset["gateway"] ?? "", observes: true });
  const observer = connectObserver(tickets);
  const title = place.querySelector("h1")?.textContent ?? "";
  for (const name of ["online", "pageshow"]) addEventListener(name, () => observer.hurry());
  place.replaceChildren();
  render(<Board observer={observer} title={title} place={place} texts={wordsOf("dashboard-words")} />, place);
}

interface BoardProps {
  readonly observer: Observer;
  readonly title: string;
  readonly place: HTMLElement;
  readonly texts: Texts;
}

function Board({ observer, title, place, texts: say }: BoardProps) {
  const [dashboard, setDashboard] = useState<Dashboard>();
  const [link, setLink] = useState<Link>({ is: "connecting" });
  const [group, setGroup] = useState(() => decodeURIComponent(location.hash.slice(1)));
  useSeconds();
  useEffect(() => observer.on((event) => {
    if (event.is === "dashboard") setDashboard(event.dashboard);
    else if (event.is === "connected") setLink({ is: "connected" });
    else if (event.is === "disconnected") setLink({ is: "lost" });
    else if (event.is === "stopped") setLink({ is: "stopped", code: event.refusal || String(event.code) });
  }), [observer]);
  const choose = (wanted: string) => {
    setGroup(wanted);
    history.replaceState(null, "", `#${encodeURIComponent(wanted)}`);
  };
  const now = observer.serverMs ?? 0;
  const shown = dashboard && chosen(dashboard, group);
  return (
    <div class="dashboard">
      <div class="head">
        <h1>{title}{shown?.group && <small> {shown.name}</small>}</h1>
        <button type="button" onClick={() => void (document.fullscreenElement ? document.exitFullscreen() : place.requestFullscreen())}>
          {say["wall"]}
        </button>
      </div>
      <Banner link={link} dashboard={dashboard} texts={say} />
      {dashboard && shown ? (
        <>
          <NowTiles {...{ shown, dashboard, now }} texts={say} />
          <section>
            <h2>{say["today"]}</h2>
            <TodayTiles {...{ shown, dashboard }} texts={say} />
          </section>
          <GroupTable {...{ dashboard, now, group: shown.group }} texts={say} onChoose={choose} />
          <Trends observer={observer} isConnected={link.is === "connected"} group={shown.group} texts={say} />
          <AgentTable {...{ dashboard, now, group: shown.group }} texts={say} />
        </>
      ) : link.is !== "stopped" && <p class="empty">{say["starting"]}</p>}
    </div>
  );
}

/** What is to be known of what is shown: that it is old, late, or not all. */
function Banner({ link, dashboard, texts: say }: {
  readonly link: Link;
  readonly dashboard: Dashboard | undefined;
  readonly texts: Texts;
}) {
  const told: (string | undefined)[] = [];
  if (link.is === "stopped") told.push(filled(say["stopped"], { code: link.code }));
  else if (link.is === "lost" && dashboard) told.push(filled(say["lost"], { time: new Date(dashboard.at).toLocaleTimeString() }));
  if (dashboard && dashboard.behind > TOLD_BEHIND) told.push(filled(say["behind"], { count: dashboard.behind }));
  if (dashboard?.is_cut) told.push(say["cut"]);
  return <div role="status" class="banner">{told.map((each) => <p key={each}>{each}</p>)}</div>;
}
