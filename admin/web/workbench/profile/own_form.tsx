// Name, nickname and telephone, which one changes oneself; the rest is administrators'.

import { useRef, useState } from "preact/hooks";

import { readGroups } from "../dialogs/people.ts";
import { FactList } from "../side/fact_list.tsx";
import { useAsked } from "../side/use_asked.ts";
import { ProblemLine, useAsking } from "../sign_in/problem.tsx";
import { told, type Me } from "../staff_api.ts";
import type { ViewProps } from "../view.ts";
import { draftOf, editsOf, type ProfileDraft } from "./model/profile_edit.ts";

const MAX_NAME_CHARS = 64;
const MAX_PHONE_CHARS = 32;

export function OwnForm({ desk, words }: ViewProps) {
  const { profile: say } = words;
  const { member } = desk.me;
  const { problem, isBusy, ask } = useAsking(words);
  const [draft, setDraft] = useState(member ? draftOf(member) : { name: "", nickname: "", phone: "" });
  const [isSaved, setSaved] = useState(false);
  const names = new Map(useAsked(readGroups, []).value?.map(({ group, name }) => [group, name]));
  // One that nobody heard the answer of is sent again under its own id, and made once.
  const operation = useRef({ edits: "", id: "" });
  if (!member) return null;
  const edits = editsOf(member, draft);
  const field = (name: keyof ProfileDraft) => ({
    name,
    value: draft[name],
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      setDraft({ ...draft, [name]: currentTarget.value });
      setSaved(false);
    },
  });
  const save = async () => {
    const wanted = JSON.stringify(edits);
    if (operation.current.edits !== wanted) operation.current = { edits: wanted, id: crypto.randomUUID() };
    const me = await told<Me>("profile", { operation: operation.current.id, edits });
    operation.current = { edits: "", id: "" };
    desk.setMe(me);
    if (me.member) setDraft(draftOf(me.member));
    setSaved(true);
  };
  return (
    <section>
      <form
        class="profile-form"
        aria-label={say.title}
        onSubmit={(event) => {
          event.preventDefault();
          void ask(save);
        }}
      >
        <label>{say.name}<input required maxLength={MAX_NAME_CHARS} autocomplete="name" {...field("name")} /></label>
        <label>{say.nickname}<input maxLength={MAX_NAME_CHARS} autocomplete="nickname" {...field("nickname")} /><small>{say.nicknameWhy}</small></label>
        <label>
          {say.phone}
          <input type="tel" maxLength={MAX_PHONE_CHARS} pattern="[0-9+\(\) \-]*" title={say.phoneForm} autocomplete="tel" {...field("phone")} />
        </label>
        <ProblemLine words={words} problem={problem} />
        <p class="profile-acts">
          <button class="primary" disabled={isBusy || !edits}>{words.side.save}</button>
          <span role="status">{isSaved ? say.saved : ""}</span>
        </p>
      </form>
      <FactList
        facts={[
          [say.email, member.email],
          [say.staffNumber, member.staff_number],
          [say.role, say.roles[member.role]],
          [say.groups, member.groups.map((group) => names.get(group) || group).join(", ")],
          [say.capacity, String(member.capacity)],
        ]}
      />
      <small>{say.fixed}</small>
    </section>
  );
}
