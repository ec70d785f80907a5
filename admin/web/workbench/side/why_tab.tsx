// Why the session is where it is (Q15): what happened, and how its group sees it now.

import type { Why } from "../../../../gateway/web/sdk/index.ts";
import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import type { Desk } from "../desk.ts";
import type { SessionProps, ViewProps } from "../view.ts";
import { AskedView } from "./asked_view.tsx";
import { groupsLookedAt, whyRows } from "./model/why_rows.ts";
import { useAsked } from "./use_asked.ts";

export function WhyTab({ desk, words, session }: SessionProps) {
  const view = desk.model.threads.get(session)?.session;
  // What a message changes is none of this.
  const keys = [session, view?.state, view?.agent, view?.offer?.id, view?.transfer?.since];
  return (
    <section class="side-part">
      <WhyList {...{ desk, words, session, keys }} />
    </section>
  );
}

/** A record, and the names of those whom it tells by id, as far as one can learn them. */
interface NamedWhy {
  readonly why: Why;
  readonly names: ReadonlyMap<string, string>;
}

async function readWhy(desk: Desk, session: string): Promise<NamedWhy> {
  const why = await desk.ask({ frame: "GET_WHY", session });
  const asked = groupsLookedAt(why).map((group) => desk.ask({ frame: "GET_COLLEAGUES", group }));
  const answers = await Promise.allSettled(asked); // a group may be gone: then ids have to do
  const members = answers.flatMap((each) => (each.status === "fulfilled" ? each.value.members : []));
  return { why, names: new Map(members.map(({ agent, nickname }) => [agent, nickname || agent])) };
}

/** The record, oldest first; asked for anew whenever one of `keys` is another. */
export function WhyList({ desk, words, session, keys }: SessionProps & { readonly keys: readonly unknown[] }) {
  const asked = useAsked(() => readWhy(desk, session), keys);
  return (
    <>
      <div class="side-head">
        <h2>{words.side.why.title}</h2>
        <button type="button" class="small" onClick={asked.reload}>{words.side.refresh}</button>
      </div>
      <AskedView asked={asked} words={words}>{(value) => <Rows {...{ desk, words }} {...value} />}</AskedView>
    </>
  );
}

function Rows({ desk, words, why, names }: ViewProps & NamedWhy) {
  return (
    <ol class="why">
      {whyRows(why, words.side, names).map(({ kind, at, text, details, look }, place) => (
        <li key={place} class={`why-${kind}`}>
          {at > 0 && <time>{hourAndDay(at, desk.now(), words)}</time>}
          <div>
            <p>{text}{details.length > 0 && <small> · {details.join(" · ")}</small>}</p>
            {look.map((line) => <p key={line} class="why-look">{line}</p>)}
          </div>
        </li>
      ))}
    </ol>
  );
}
