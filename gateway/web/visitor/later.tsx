// A part of the page that is loaded when it is first needed: what few visitors use costs the others nothing.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

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
      // Without a network it is tried again where it is shown the next time.
      load().then(come, () => undefined);
    }, []);
    const Shown = Loaded ?? Meanwhile;
    return Shown ? <Shown {...props} /> : null;
  };
}
