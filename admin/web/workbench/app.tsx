// Who has signed in sees the bench, others the form to sign in.

import { useEffect, useState } from "preact/hooks";

import { Bench } from "./bench.tsx";
import { Desk } from "./desk.ts";
import { SignIn } from "./sign_in/sign_in.tsx";
import type { Me } from "./staff_api.ts";
import type { Words } from "./words.ts";

export interface AppProps {
  readonly gateway: string;
  readonly words: Words;
  /** Who was signed in already. */
  readonly first: Me | undefined;
}

export function App({ gateway, words, first }: AppProps) {
  const [me, setMe] = useState(first);
  const [desk, setDesk] = useState<Desk>();
  useEffect(() => {
    if (me?.stage !== "full") return;
    const started = Desk.start({ me, gateway, language: words.tag });
    setDesk(started);
    return () => started.close();
  }, [me]);
  if (me?.stage === "full") return desk ? <Bench desk={desk} words={words} /> : null;
  return <SignIn words={words} me={me} onMe={setMe} />;
}
