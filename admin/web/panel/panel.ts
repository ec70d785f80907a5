// The pages of administration: what they share, and the parts that only some have.

import htmx from "htmx.org";

import { watchCards } from "./cards.ts";
import { watchDialogs } from "./dialogs.ts";
import { watchFlows } from "./flow.ts";
import { watchForms } from "./forms.ts";
import { watchRoster } from "./roster.ts";
import { watchRows } from "./rows.ts";
import { showWelcome } from "./welcome.ts";
import { watchService } from "./service.ts";
import { watchSettings } from "./settings.ts";
import { watchUploads } from "./uploads.ts";
import "./panel.css";
import "./tables.css";
import "./guide.css";
import "./records.css";
import "./service.css";
import "./knowledge.css";
import "./dashboard/dashboard.css";
import "./observer.css";

// Pages allow neither code nor styles in markup (Content Security Policy).
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyEnabled = false;

/** Parts of pages that are scripts, each loaded where it is wanted. */
const ISLANDS: Readonly<Record<string, () => Promise<{ show(place: HTMLElement): void }>>> = {
  dashboard: () => import("./dashboard/island.tsx"),
  markdown: () => import("./markdown.tsx"),
  observer: () => import("./observer.ts"),
};

for (const place of document.querySelectorAll<HTMLElement>("[data-island]")) {
  void ISLANDS[place.dataset["island"] ?? ""]?.().then(({ show }) => show(place));
}

watchForms();
watchDialogs();
watchCards();
watchFlows();
watchRows();
watchRoster();
watchSettings();
watchService();
showWelcome();
watchUploads();
