// A second factor is added: the key for the authenticator, its first code, the recovery codes.

import { useState } from "preact/hooks";

import { confirmFactor, enrolFactor, whoAmI, type Enrolment } from "../staff_api.ts";
import type { Words } from "../words.ts";
import { Field, valuesOf } from "./field.tsx";
import { ProblemLine, useAsking } from "./problem.tsx";
import type { FormProps } from "./sign_in.tsx";

export function Enrolling({ words, onMe, password }: FormProps) {
  const { signIn: say } = words;
  const { problem, isBusy, ask } = useAsking(words);
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes) {
    return (
      <Recovery words={words} codes={codes} isBusy={isBusy} onKept={() => void ask(async () => onMe(await whoAmI()))} />
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const value = valuesOf(event.currentTarget);
        void ask(async () => {
          if (enrolment) setCodes(await confirmFactor(value("code").trim()));
          else setEnrolment(await enrolFactor(password || value("password")));
        });
      }}
    >
      <h1>{say.factorDue}</h1>
      {!enrolment && <p class="told">{say.factorWhy}</p>}
      {!enrolment && !password && (
        <Field name="password" type="password" label={say.password} autocomplete="current-password" />
      )}
      {enrolment && (
        <>
          <p>{say.scan}</p>
          <svg class="qr" role="img" aria-label={say.qr} viewBox={`0 0 ${enrolment.qr.modules} ${enrolment.qr.modules}`}>
            <path d={enrolment.qr.path} />
          </svg>
          <p>{say.secret}</p>
          <p class="secret"><code>{inFours(enrolment.secret)}</code> <Copying words={words} text={enrolment.secret} /></p>
          <p><a href={enrolment.uri}>{say.openApp}</a></p>
          <Field name="code" label={say.firstCode} inputMode="numeric" autocomplete="one-time-code" isNext />
        </>
      )}
      <ProblemLine words={words} problem={problem} />
      <button class="primary" disabled={isBusy}>{enrolment ? say.confirm : say.begin}</button>
    </form>
  );
}

interface RecoveryProps {
  readonly words: Words;
  readonly codes: readonly string[];
  readonly isBusy: boolean;
  readonly onKept: () => void;
}

function Recovery({ words, codes, isBusy, onKept }: RecoveryProps) {
  const { signIn: say } = words;
  return (
    <form onSubmit={(event) => (event.preventDefault(), onKept())}>
      <h1>{say.recoveryTitle}</h1>
      <p class="told">{say.recoveryWhy}</p>
      <ol class="codes">{codes.map((each) => <li key={each}><code>{each}</code></li>)}</ol>
      <Copying words={words} text={codes.join("\n")} />
      <button class="primary" disabled={isBusy}>{say.kept}</button>
    </form>
  );
}

/** Pages that are not served by https, or from this machine, have no clipboard: then there is no button. */
function Copying({ words, text }: { readonly words: Words; readonly text: string }) {
  const [isDone, setDone] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = () => void navigator.clipboard.writeText(text).then(() => setDone(true), () => undefined);
  return <button type="button" onClick={copy}>{isDone ? words.signIn.copied : words.signIn.copy}</button>;
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
