// The chat as a visitor sees it.

import { useEffect, useState } from "preact/hooks";

import { Announcer } from "./announcer.tsx";
import { BannerView } from "./banner.tsx";
import { Closed } from "./closed.tsx";
import { Composer, type ComposerProps } from "./composer.tsx";
import { Header } from "./header.tsx";
import { later, tellMissing } from "./later.tsx";
import type { LiveChat } from "./live_chat.ts";
import { current } from "./model/chat_model.ts";
import type { Remembered } from "./model/remembered.ts";
import { isClosed } from "./model/thread.ts";
import { Problem } from "./problem.tsx";
import { keepSettings, type Settings } from "./settings.ts";
import { ring } from "./sound.ts";
import { Stream } from "./stream.tsx";
import { useDrop } from "./use_drop.ts";
import { useLive } from "./use_live.ts";
import { isWhole, loadWords, withCards, type Language, type Words } from "./words.ts";

const LeaveMessage = later(async () => (await import("./cards/leave_message.tsx")).LeaveMessage);
const Acts = later(async () => (await import("./rest.ts")).Acts);
const Ending = later(async () => (await import("./rest.ts")).Ending);
const PositionBar = later(async () => (await import("./rest.ts")).PositionBar);
const UploadTray = later(async () => (await import("./rest.ts")).UploadTray);

export interface ChatProps {
  readonly live: LiveChat;
  readonly remembered: Remembered;
  readonly settings: Settings;
  /** Of the language in `settings`. */
  readonly words: Words;
  /** The channel's, for people; "": it has none. */
  readonly name: string;
  /** Address of the channel's picture; "": it has none. */
  readonly avatar: string;
  /** Shuts the chat; undefined: the page stands by itself. */
  readonly onClose: (() => void) | undefined;
}

export function Chat({ live, remembered, settings: first, words: firstWords, name, avatar, onClose }: ChatProps) {
  useLive(live);
  const [settings, setSettings] = useState(first);
  const words = useWords(settings.language, firstWords);
  const title = name || words.service;
  useLooks(settings);
  useTitle(live, title);
  useSound(live, settings.isLoud);

  const thread = current(live.model);
  const { isOver, ...drop } = useDrop((files) => void live.sendFiles(files));
  const view = { live, words };
  const change = (next: Settings) => {
    keepSettings(remembered, next);
    if (next.language !== settings.language) live.setLanguage(next.language);
    setSettings(next);
  };
  const pressed = ({ key, target }: KeyboardEvent) => {
    // In a dialog Escape is the dialog's.
    if (key === "Escape" && !(target as Element).closest("dialog")) onClose?.();
  };
  return (
    <main class="chat" onKeyDown={pressed} {...drop}>
      <Header {...view} title={title} avatar={avatar} settings={settings} onChange={change} onClose={onClose} />
      <BannerView {...view} />
      {thread?.position && isWhole(words) && <PositionBar position={thread.position} words={words} />}
      <Stream {...view} />
      <Problem {...view} />
      <Foot {...view} remembered={remembered} />
      {isOver && <p class="drop" aria-hidden="true">{words.dropHere}</p>}
      <Announcer {...view} />
    </main>
  );
}

/** Where the visitor writes, or what there is instead. */
function Foot({ remembered, ...view }: ComposerProps) {
  const { live, words } = view;
  const thread = current(live.model);
  if (thread && isClosed(thread)) return <Ending {...view} />;
  if (!thread && live.refusal !== undefined) return <Closed {...view} />;
  const isLetter = thread?.session?.state === "message_left" && live.conversation;
  return (
    <footer class="foot">
      {isWhole(words) && live.uploads && <UploadTray uploads={live.uploads} words={words} />}
      <Acts {...view} />
      {isLetter && isWhole(words) ? (
        <LeaveMessage conversation={isLetter} words={words} />
      ) : (
        <Composer {...view} remembered={remembered} />
      )}
    </footer>
  );
}

/** The tab says how many messages nobody has seen. */
function useTitle({ unread }: LiveChat, title: string): void {
  useEffect(() => {
    document.title = unread ? `(${unread}) ${title}` : title;
  }, [unread, title]);
}

/** What is said goes on in the old language until all of the new one is there. */
function useWords(language: Language, first: Words): Words {
  const [words, setWords] = useState(first);
  useEffect(() => {
    const load = async () => setWords(await withCards(language === words.tag ? words : await loadWords(language)));
    load().catch(tellMissing);
  }, [language]);
  return words;
}

/** Language and theme of the whole page. */
function useLooks({ language, theme }: Settings): void {
  useEffect(() => {
    document.documentElement.lang = language;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const show = () => {
      document.documentElement.dataset["theme"] = theme || (dark.matches ? "dark" : "light");
    };
    show();
    dark.addEventListener("change", show);
    return () => dark.removeEventListener("change", show);
  }, [language, theme]);
}

function useSound(live: LiveChat, isLoud: boolean): void {
  useEffect(() => live.on((news) => isLoud && news.is === "message" && ring()), [live, isLoud]);
}
