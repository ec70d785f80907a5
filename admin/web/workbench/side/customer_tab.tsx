// Who the visitor is, as far as somebody wrote it down (M12).

import { useState } from "preact/hooks";

import type { Customer } from "../../../../gateway/web/sdk/index.ts";
import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import type { SessionProps } from "../view.ts";
import { AskedView } from "./asked_view.tsx";
import { BlockForm } from "./block_form.tsx";
import { CustomerForm } from "./customer_form.tsx";
import { CustomerNotes } from "./customer_notes.tsx";
import { FactList } from "./fact_list.tsx";
import { useAsked } from "./use_asked.ts";

export function CustomerTab(props: SessionProps) {
  const { desk, words, session } = props;
  const [isEdited, setEdited] = useState(false);
  const isConnected = desk.agent !== undefined;
  const asked = useAsked(() => desk.ask({ frame: "GET_CUSTOMER", session }), [session, isConnected]);
  const changed = () => {
    setEdited(false);
    asked.reload();
  };
  return (
    <AskedView asked={asked} words={words} forbidden={words.side.notYourCustomer}>
      {(customer) => (
        <>
          {isEdited ? (
            <CustomerForm {...props} customer={customer} onDone={changed} onCancel={() => setEdited(false)} />
          ) : (
            <CustomerCard {...props} customer={customer} onEdit={() => setEdited(true)} />
          )}
          <CustomerNotes {...props} notes={customer.notes} onAdded={changed} />
          {desk.model.isSupervisor && (
            <details key={String(customer.is_blocked)} class="side-part">
              <summary>{customer.is_blocked ? words.side.unblock : words.side.block}</summary>
              <BlockForm {...props} customer={customer} onDone={changed} />
            </details>
          )}
        </>
      )}
    </AskedView>
  );
}

interface CustomerCardProps extends SessionProps {
  readonly customer: Customer;
  readonly onEdit: () => void;
}

function CustomerCard({ desk, words, session, customer, onEdit }: CustomerCardProps) {
  const page = desk.model.threads.get(session)?.session?.nickname ?? "";
  const { level, phone, email, language, fields, tags, visitor } = customer;
  return (
    <section class="side-part">
      <div class="side-head">
        <h2>{customer.nickname || page || visitor}</h2>
        {level > 0 && <span class="level">{words.side.levelOf(level)}</span>}
        <button type="button" class="small" onClick={onEdit}>{words.side.edit}</button>
      </div>
      {customer.is_blocked && <Block desk={desk} words={words} customer={customer} />}
      {customer.version === 0 && <p class="side-note">{words.side.nothingWritten}</p>}
      {tags.length > 0 && <p class="tags">{tags.map((tag) => <span key={tag} class="tag">{tag}</span>)}</p>}
      <FactList
        facts={[
          [words.side.phone, phone], [words.side.email, email], [words.side.language, language],
          ...fields.map(({ name, value }) => [name, value] as const), [words.side.visitorId, visitor],
        ]}
      />
    </section>
  );
}

function Block({ desk, words, customer }: Omit<CustomerCardProps, "session" | "onEdit">) {
  const { block_reason, block_until } = customer;
  const until = block_until ? words.side.blockedUntil(hourAndDay(block_until, desk.now(), words)) : "";
  return <p class="side-warning"><strong>{words.side.blocked}</strong> {until} {block_reason}</p>;
}
