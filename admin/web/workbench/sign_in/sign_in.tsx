// The forms by which a member of staff comes in: who he is, and what is due before he may.

import { useState } from "preact/hooks";

import { changePassword, signIn, type Me } from "../staff_api.ts";
import type { Words } from "../words.ts";
import { Enrolling } from "./enrolling.tsx";
import { Field, valuesOf } from "./field.tsx";
import { ProblemLine, useAsking } from "./problem.tsx";
import "./sign_in.css";

/** Why somebody who was signed in is not; "": he was not. */
export type Left = "" | "ended" | "forbidden" | "out";

export interface SignInProps {
  readonly words: Words;
  /** Undefined: nobody has signed in. */
  readonly me: Me | undefined;
  readonly left: Left;
  readonly onMe: (me: Me | undefined) => void;
}

export function SignIn({ words, me, left, onMe }: SignInProps) {
  const [password, setPassword] = useState("");
  const told = left ? words.signIn.left[left] : "";
  const form = { words, onMe, password };
  return (
    <main class="sign-in">
      {me?.stage === "password_due" ? <Choosing {...form} login={me.member?.email ?? ""} />
        : me?.stage === "factor_due" ? <Enrolling {...form} />
        : <Entering {...form} told={told} isCoded={me?.stage === "factor_wanted"} onPassword={setPassword} />}
    </main>
  );
}

export interface FormProps {
  readonly words: Words;
  readonly onMe: (me: Me | undefined) => void;
  /** That he has just signed in with: it need not be typed twice. */
  readonly password: string;
}

interface EnteringProps extends FormProps {
  readonly told: string;
  readonly isCoded: boolean;
  readonly onPassword: (password: string) => void;
}

function Entering({ words, onMe, told, isCoded, onPassword }: EnteringProps) {
  const { signIn: say } = words;
  const { problem, isBusy, ask } = useAsking(words);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const value = valuesOf(event.currentTarget);
        void ask(async () => {
          const next = await signIn(value("login").trim(), value("password"), value("code").trim());
          onPassword(value("password"));
          onMe(next);
        });
      }}
    >
      <h1>{say.title}</h1>
      {told && !problem && <p class="told" role="status">{told}</p>}
      <Field name="login" label={say.login} autocomplete="username" isNext={!isCoded} readOnly={isCoded} />
      <Field name="password" type="password" label={say.password} autocomplete="current-password" readOnly={isCoded} />
      {isCoded && <Field name="code" label={say.code} autocomplete="one-time-code" isNext />}
      <ProblemLine words={words} problem={problem} />
      <button class="primary" disabled={isBusy}>{say.enter}</button>
      {isCoded && <button type="button" class="quiet" onClick={() => onMe(undefined)}>{say.again}</button>}
    </form>
  );
}

/** The first password is changed, and then good no more. */
function Choosing({ words, onMe, password, login }: FormProps & { readonly login: string }) {
  const { signIn: say } = words;
  const { problem, isBusy, ask, fail } = useAsking(words);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const value = valuesOf(event.currentTarget);
        if (value("new") !== value("repeated")) return fail(say.notRepeated);
        void ask(async () => onMe(await changePassword(password || value("old"), value("new"))));
      }}
    >
      <h1>{say.passwordDue}</h1>
      <p class="told">{say.passwordWhy}</p>
      {/* For who keeps passwords. */}
      <input class="unseen" name="login" autocomplete="username" value={login} readOnly tabIndex={-1} aria-hidden="true" />
      {!password && <Field name="old" type="password" label={say.oldPassword} autocomplete="current-password" />}
      <Field name="new" type="password" label={say.newPassword} autocomplete="new-password" isNext />
      <Field name="repeated" type="password" label={say.repeated} autocomplete="new-password" />
      <ProblemLine words={words} problem={problem} />
      <button class="primary" disabled={isBusy}>{say.changePassword}</button>
    </form>
  );
}
