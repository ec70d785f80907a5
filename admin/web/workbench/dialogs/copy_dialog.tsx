// Sends what was said so far to an address (S10).

import { useState } from "preact/hooks";

import type { SendCopy } from "../../../../gateway/web/sdk/index.ts";
import { MAX_NOTE_CHARS } from "../side/model/note_edit.ts";
import { Dialog } from "./dialog.tsx";
import { DialogForm, NoteInput } from "./dialog_form.tsx";
import { nameOf, type DialogViewProps } from "./view.ts";

/** As long as the service takes it. */
const MAX_ADDRESS_CHARS = 254;
const TYPES = { mail: "email", webhook: "url" } as const;

export function CopyDialog({ desk, words, about: session, onClose }: DialogViewProps) {
  const [kind, setKind] = useState<SendCopy["kind"]>("mail");
  const [address, setAddress] = useState("");
  const [note, setNote] = useState("");
  const { copy } = words.dialogs;
  return (
    <Dialog title={copy.title(nameOf(desk, session))} words={words} onClose={onClose}>
      <DialogForm
        words={words}
        submit={copy.submit}
        isReady={address.trim() !== ""}
        ask={() => desk.ask({ frame: "SEND_COPY", session, kind, address: address.trim(), note: note.trim() })}
        onDone={onClose}
        onCancel={onClose}
      >
        <label class="field">
          {copy.kind}
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value as SendCopy["kind"])}>
            <option value="mail">{copy.kinds.mail}</option>
            <option value="webhook">{copy.kinds.webhook}</option>
          </select>
        </label>
        <label class="field">
          {copy.address}
          <input
            type={TYPES[kind]}
            maxLength={MAX_ADDRESS_CHARS}
            placeholder={kind === "mail" ? copy.mailHint : copy.webhookHint}
            value={address}
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        </label>
        <NoteInput label={words.dialogs.note} hint="" most={MAX_NOTE_CHARS} value={note} onChange={setNote} />
      </DialogForm>
    </Dialog>
  );
}
