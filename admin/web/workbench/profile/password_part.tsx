// Another password.

import { useState } from "preact/hooks";

import { Field, valuesOf } from "../sign_in/field.tsx";
import { ProblemLine, useAsking } from "../sign_in/problem.tsx";
import { changePassword } from "../staff_api.ts";
import type { ViewProps } from "../view.ts";

export function PasswordPart({ desk, words }: ViewProps) {
  const { profile: say, signIn } = words;
  const { problem, isBusy, ask, fail } = useAsking(words);
  const [isDone, setDone] = useState(false);
  return (
    <details class="profile-part">
      <summary>{signIn.changePassword}</summary>
      <form
        class="profile-form"
        onInput={() => setDone(false)}
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const value = valuesOf(form);
          if (value("new") !== value("repeated")) return fail(signIn.notRepeated);
          void ask(async () => {
            desk.setMe(await changePassword(value("old"), value("new")));
            form.reset();
            setDone(true);
          });
        }}
      >
        {/* For who keeps passwords. */}
        <input type="hidden" name="login" autocomplete="username" value={desk.me.member?.email} />
        <Field name="old" type="password" label={say.oldPassword} autocomplete="current-password" />
        <Field name="new" type="password" label={signIn.newPassword} autocomplete="new-password" />
        <Field name="repeated" type="password" label={signIn.repeated} autocomplete="new-password" />
        <ProblemLine words={words} problem={problem} />
        <p class="profile-acts">
          <button class="primary" disabled={isBusy}>{signIn.changePassword}</button>
          <span role="status">{isDone ? say.passwordChanged : ""}</span>
        </p>
      </form>
    </details>
  );
}
