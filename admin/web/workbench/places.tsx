// The pages beside the desk; which one is open stands in the address, so that "back" goes back.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { later } from "../../../gateway/web/visitor/later.tsx";
import type { ViewProps } from "./view.ts";

export type Place = "desk" | "records" | "figures" | "profile";

/** What there is beside the desk, in order. */
export const PAGES: readonly { readonly place: Exclude<Place, "desk">; readonly Page: ComponentType<ViewProps> }[] = [
  { place: "records", Page: later(async () => (await import("./records/records_page.tsx")).RecordsPage) },
  { place: "figures", Page: later(async () => (await import("./figures/figures_page.tsx")).FiguresPage) },
  { place: "profile", Page: later(async () => (await import("./profile/profile_page.tsx")).ProfilePage) },
];

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const look = () => setPlace(placeNow());
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return place;
}

/** The desk is what is open. */
export function isAtDesk(): boolean {
  return placeNow() === "desk";
}

export function goTo(place: Place): void {
  location.hash = place === "desk" ? "" : place;
}

/** What the page's address says behind the slash; "": nothing. */
export function useSubPlace(): string {
  const [part, setPart] = useState(subPlaceNow);
  useEffect(() => {
    const look = () => setPart(subPlaceNow());
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return part;
}

export function goToPart(place: Place, part: string): void {
  location.hash = part ? `${place}/${encodeURIComponent(part)}` : place;
}

function subPlaceNow(): string {
  const part = location.hash.slice(1).split("/", 2)[1] ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return ""; // somebody typed it
  }
}

/** A page's own address may go on behind a slash: `#records/01hx…`. */
function placeNow(): Place {
  const [name] = location.hash.slice(1).split("/", 1);
  return PAGES.find(({ place }) => place === name)?.place ?? "desk";
}
