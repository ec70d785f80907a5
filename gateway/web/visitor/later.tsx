// A part of the page that is loaded when it is first needed: what few visitors use costs the others nothing.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

const listeners = new Set<() => void>();

/** Tells when a part did not come: the network is gone, or the service has a newer page. */
export function onMissing(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A part did not come. */
export function tellMissing(): void {
  for (const listener of listeners) listener();
}

/** The component that `load` brings; until then, and when it does not come, `Meanwhile` or nothing is shown. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Meanwhile?: ComponentType<P>,
): ComponentType<P> {
  let Loaded: ComponentType<P> | undefined;
  return (props: P) => {
    const [, draw] = useState(0);
    useEffect(() => {
      if (Loaded) return;
      const come = (component: ComponentType<P>) => {
        Loaded = component;
        draw(1);
      };
      // It is tried again where it is shown the next time.
      load().then(come, tellMissing);
    }, []);
    const Shown = Loaded ?? Meanwhile;
    return Shown ? <Shown {...props} /> : null;
  };
}
