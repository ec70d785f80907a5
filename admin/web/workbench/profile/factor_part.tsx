// The second factor: added by the same steps as at the sign-in, or taken off.

import { useState } from "preact/hooks";

import { Enrolling } from "../sign_in/enrolling.tsx";
import { Field, valuesOf } from "../sign_in/field.tsx";
import { ProblemLine, useAsking } from "../sign_in/problem.tsx";
import { removeFactor } from "../staff_api.ts";
import type { ViewProps } from "../view.ts";

export function FactorPart(view: ViewProps) {
  const { desk, words } = view;
  const { profile: say } = words;
  const [isAdding, setAdding] = useState(false);
  const has = desk.me.member?.has_second_factor ?? false;
  return (
    <details class="profile-part">
      <summary>{say.factor}: {has ? say.factorOn : say.factorOff}</summary>
      {has ? <Removing {...view} />
        : isAdding ? (
          <div class="profile-form">
            <Enrolling
              words={words}
              password=""
              onMe={(me) => {
                setAdding(false);
                if (me) desk.setMe(me);
              }}
            />
          </div>
        ) : (
          <p class="profile-acts"><button type="button" onClick={() => setAdding(true)}>{words.signIn.factorDue}</button></p>
        )}
    </details>
  );
}

function Removing({ desk, words }: ViewProps) {
  const { profile: say, signIn } = words;
  const { problem, isBusy, ask } = useAsking(words);
  return (
    <form
      class="profile-form"
      onSubmit={(event) => {
        event.preventDefault();
        const value = valuesOf(event.currentTarget);
        void ask(async () => desk.setMe(await removeFactor(value("password"), value("code").trim())));
      }}
    >
      <Field name="password" type="password" label={signIn.password} autocomplete="current-password" />
      <Field name="code" label={signIn.code} autocomplete="one-time-code" />
      <ProblemLine words={words} problem={problem} />
      <p class="profile-acts"><button disabled={isBusy}>{say.removeFactor}</button></p>
    </form>
  );
}
