// What is known and noted of the session itself: notes, where it came from, what was told, who else is there.

import type { Session } from "../../../../gateway/web/sdk/index.ts";
import type { SessionProps } from "../view.ts";
import type { Words } from "../words.ts";
import { FactList } from "./fact_list.tsx";
import { Goods } from "./goods.tsx";
import { Guests } from "./guests.tsx";
import { pairsIn } from "./model/client_data.ts";
import { NoteForm } from "./note_form.tsx";

export function SessionTab(props: SessionProps) {
  const { desk, words, session } = props;
  const view = desk.model.threads.get(session)?.session;
  if (!view) return null;
  const { handover, variables, contact } = view;
  return (
    <>
      {handover && (
        <section class="side-part side-notice">
          <h3>{words.side.handover(handover.agent_name || handover.agent)}</h3>
          {handover.note && <p>{handover.note}</p>}
        </section>
      )}
      <section class="side-part"><NoteForm {...props} /></section>
      <Goods {...props} />
      <Origin session={view} words={words} />
      {(variables.length > 0 || contact) && (
        <section class="side-part">
          <h3>{words.side.variables}</h3>
          <FactList facts={[[words.side.contact, contact], ...variables.map(({ name, value }) => [name, value] as const)]} />
        </section>
      )}
      <Guests {...props} guests={view.guests} />
    </>
  );
}

function Origin({ session: { source }, words }: { readonly session: Session; readonly words: Words }) {
  if (!source) return null;
  const { channel_name, peer_source, remark, client_data } = source;
  return (
    <section class="side-part">
      <h3>{words.side.source}</h3>
      <FactList
        facts={[
          [words.side.channelName, channel_name], [words.side.peerSource, peer_source], [words.side.sourceRemark, remark],
        ]}
      />
      <ClientData data={client_data} words={words} />
    </section>
  );
}

/** What the page sent along is the business's own: a JSON object is told by its keys, all else as it is. */
function ClientData({ data, words }: { readonly data: string; readonly words: Words }) {
  const pairs = pairsIn(data);
  if (!data) return null;
  if (!pairs) return <FactList facts={[[words.side.clientData, data]]} />;
  return <FactList facts={pairs} />;
}
