// Who has signed in sees the bench, others the forms to sign in.

import { useEffect, useState } from "preact/hooks";

import { CloseCode } from "../../../gateway/web/sdk/index.ts";
import type { Keeper } from "../../../gateway/web/visitor/model/remembered.ts";
import { Bench } from "./bench.tsx";
import { writingOf } from "./conversation/writing.ts";
import { Desk } from "./desk.ts";
import { Outside } from "./embedded/outside.tsx";
import type { PageAround } from "./embedded/page_around.ts";
import { keepPreferences, type Preferences } from "./model/preferences.ts";
import { SignIn, type Left } from "./sign_in/sign_in.tsx";
import { Stopped } from "./sign_in/stopped.tsx";
import { signOut, whoAmI, type Me } from "./staff_api.ts";
import { useDesk } from "./use_desk.ts";
import { languageOf, loadWords, type Words } from "./words.ts";

export interface AppProps {
  readonly gateway: string;
  /** Where preferences are kept, and what they were. */
  readonly keeper: Keeper;
  readonly preferences: Preferences;
  /** Of their language. */
  readonly words: Words;
  /** Who was signed in already. */
  readonly me: Me | undefined;
  /** In a frame of another site's page, which says who is signed in. */
  readonly isEmbedded: boolean;
  readonly around: PageAround | undefined;
}

export function App({ gateway, keeper, isEmbedded, around, ...first }: AppProps) {
  const [preferences, setPreferences] = useState(first.preferences);
  const words = useWords(preferences, first.words);
  const [me, setMe] = useState(first.me);
  const [left, setLeft] = useState<Left>("");
  const [desk, setDesk] = useState<Desk>();
  useLooks(preferences, words);
  const isFull = me?.stage === "full";
  useEffect(() => {
    if (!me || !isFull) return;
    const started = Desk.start({ me, gateway, language: words.tag });
    setDesk(started);
    const unfollow = around?.follow(started);
    return () => {
      unfollow?.();
      started.close();
      setDesk(undefined);
    };
  }, [me]);
  const change = (next: Preferences) => {
    keepPreferences(keeper, next);
    setPreferences(next);
  };
  const leave = (why: Left) => {
    setLeft(why);
    around?.expire(`the sign-in is over: ${why}`);
    setMe(undefined);
  };
  if (!isFull && isEmbedded) return <Outside words={words} />;
  if (!isFull) return <SignIn words={words} me={me} left={left} onMe={setMe} />;
  if (!desk) return null;
  return (
    <Seat
      {...{ desk, words, preferences, isEmbedded }}
      onPreferences={change}
      onLeave={leave}
      onAgain={() => void whoAmI().then((again) => (again ? setMe(again) : leave("ended")), () => undefined)}
    />
  );
}

interface SeatProps {
  readonly isEmbedded: boolean;
  readonly desk: Desk;
  readonly words: Words;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly onLeave: (why: Left) => void;
  /** Connects anew, if he is still signed in. */
  readonly onAgain: () => void;
}

/** The bench while it is connected, or is trying to be; else why it is no more. */
function Seat({ desk, isEmbedded, onLeave, onAgain, ...bench }: SeatProps) {
  useDesk(desk);
  const { is, code, refusal } = desk.model.connection;
  // In another site's page nobody else has this sign-in: who took its place took it away.
  const isTaken = isEmbedded && code === CloseCode.REPLACED;
  const isOut = is === "stopped" && (code === CloseCode.BAD_TICKET || isTaken);
  useEffect(() => {
    if (isOut) onLeave(refusal === "forbidden" ? "forbidden" : "ended");
  }, [isOut]);
  if (isOut) return null;
  if (is === "stopped") return <Stopped words={bench.words} isReplaced={code === CloseCode.REPLACED} onUse={onAgain} />;
  const signOff = async () => {
    // Where the service cannot be asked he is still signed in, and is told so.
    if (!(await desk.act(() => signOut()))) return;
    writingOf(desk).forget();
    onLeave("out");
  };
  return <Bench {...bench} desk={desk} onLeave={() => void signOff()} />;
}

/** What is said goes on in the old language until the new one is there. */
function useWords({ language }: Preferences, first: Words): Words {
  const [words, setWords] = useState(first);
  useEffect(() => {
    const wanted = language || languageOf(...navigator.languages);
    if (wanted !== words.tag) void loadWords(wanted).then(setWords, () => undefined);
  }, [language]);
  return words;
}

/** Language and theme of the whole page. */
function useLooks({ theme }: Preferences, { tag }: Words): void {
  useEffect(() => {
    document.documentElement.lang = tag;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const show = () => {
      document.documentElement.dataset["theme"] = theme || (dark.matches ? "dark" : "light");
    };
    show();
    dark.addEventListener("change", show);
    return () => dark.removeEventListener("change", show);
  }, [tag, theme]);
}
