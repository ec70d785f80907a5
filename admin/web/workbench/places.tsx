// The pages beside the desk; which one is open stands in the address, so that "back" goes back.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { ViewProps } from "./view.ts";

export type Place = "desk" | "records" | "figures" | "profile";

/** What there is beside the desk, in order. */
export const PAGES: readonly { readonly place: Exclude<Place, "desk">; readonly Page: ComponentType<ViewProps> }[] = [];

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const look = () => setPlace(placeNow());
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return place;
}

export function goTo(place: Place): void {
  location.hash = place === "desk" ? "" : place;
}

/** A page's own address may go on behind a slash: `#records/01hx…`. */
function placeNow(): Place {
  const [name] = location.hash.slice(1).split("/", 1);
  return PAGES.find(({ place }) => place === name)?.place ?? "desk";
}
