// The form by which a member of staff signs in.

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { HttpRefused, HttpUnavailable } from "../../../../gateway/web/sdk/index.ts";
import { changePassword, signIn, type Me } from "../staff_api.ts";
import type { Words } from "../words.ts";

export interface SignInProps {
  readonly words: Words;
  /** Undefined: nobody has signed in. */
  readonly me: Me | undefined;
  readonly onMe: (me: Me) => void;
}

export function SignIn({ words, me, onMe }: SignInProps) {
  const [problem, setProblem] = useState("");
  const isDue = me?.stage === "password_due";
  const isCoded = me?.stage === "factor_wanted";
  const submit = async (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "");
    try {
      setProblem("");
      const next = isDue
        ? changePassword(text("password"), text("new"))
        : signIn(text("login"), text("password"), text("code"));
      onMe(await next);
    } catch (error) {
      setProblem(problemIn(words, error));
    }
  };
  const { signIn: say } = words;
  return (
    <main class="sign-in">
      <form onSubmit={submit}>
        <h1>{isDue ? say.passwordDue : say.title}</h1>
        {!isDue && (
          <label>
            {say.login}
            <input name="login" autocomplete="username" required />
          </label>
        )}
        <label>
          {isDue ? say.oldPassword : say.password}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        {isDue && (
          <label>
            {say.newPassword}
            <input name="new" type="password" autocomplete="new-password" required />
          </label>
        )}
        {isCoded && (
          <label>
            {say.code}
            <input name="code" autocomplete="one-time-code" required />
          </label>
        )}
        <p role="alert">{problem}</p>
        <button>{isDue ? say.changePassword : say.enter}</button>
      </form>
    </main>
  );
}

/** What a refusal of the service's HTTP means to who asked. */
export function problemIn(words: Words, error: unknown): string {
  if (!(error instanceof HttpRefused) && !(error instanceof HttpUnavailable)) throw error;
  return words.signIn.refusals[error.code] ?? words.signIn.unreachable;
}
