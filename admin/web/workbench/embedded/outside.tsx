// In another site's page, whose login is spent or has ended: that page brings the next one.

import "../sign_in/sign_in.css";
import type { Words } from "../words.ts";

export function Outside({ words }: { readonly words: Words }) {
  const { signIn: say } = words;
  return (
    <main class="sign-in">
      <div class="stopped" role="alert">
        <h1>{say.outsideTitle}</h1>
        <p class="told">{say.outside}</p>
      </div>
    </main>
  );
}
