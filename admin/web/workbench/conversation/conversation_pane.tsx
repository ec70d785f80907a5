// The middle pane: one session, or another room, that is looked at.

import { useMemo } from "preact/hooks";

import { UploadTray } from "../../../../gateway/web/visitor/cards/upload_tray.tsx";
import { useDrop } from "../../../../gateway/web/visitor/use_drop.ts";
import type { AllWords as CardWords } from "../../../../gateway/web/visitor/words.ts";
import type { StaffThread } from "../model/staff_thread.ts";
import type { SessionProps } from "../view.ts";
import { ActsBar } from "./acts_bar.tsx";
import { Announcer } from "./announcer.tsx";
import { Composer } from "./composer.tsx";
import "./conversation.css";
import { HeadView } from "./head_view.tsx";
import { placesOf, voiceOf, type Silence } from "./model/voice.ts";
import { Stream } from "./stream.tsx";
import { Strips } from "./strips.tsx";
import { Typists } from "./typists.tsx";
import { useCardWords } from "./use_card_words.ts";
import { useWriting } from "./use_writing.ts";
import { writingOf } from "./writing.ts";

export function ConversationPane(props: SessionProps) {
  const { desk, words, session } = props;
  const cardWords = useCardWords(words.tag);
  const thread = desk.model.threads.get(session);
  if (!thread || !cardWords) return <section class="talk talk--none"><p>{words.conversation.choose}</p></section>;
  return <Talk key={session} {...props} thread={thread} cardWords={cardWords} />;
}

export interface TalkProps extends SessionProps {
  readonly thread: StaffThread;
  readonly cardWords: CardWords;
}

/** A place of its own has scrolled, and is written to, by itself. */
function Talk(props: TalkProps) {
  const { desk, words, session: place, thread, cardWords } = props;
  const { model: { unsent: all }, newAfter } = desk;
  const unsent = useMemo(() => all.filter((each) => each.session === place), [all]);
  const isLoading = desk.isLoading(place);
  const mayWrite = voiceOf(desk.model, thread).is !== "silent";
  const { isOver, ...drop } = useDrop((files) => mayWrite && writingOf(desk).uploads(place).add(files));
  const { messages, selections, recalled, readers, session: state, room } = thread;
  // What happens elsewhere on the desk, or is typed, is no reason to look through what was said.
  const stream = useMemo(
    () => <Stream {...{ desk, words, thread, unsent, newAfter, cardWords }} />,
    [desk, words, messages, selections, recalled, readers, state, room, unsent, newAfter, cardWords, isLoading],
  );
  return (
    <section class="talk" aria-label={words.conversation.label} {...drop}>
      <HeadView {...props} />
      <Strips {...props} />
      {stream}
      <Foot {...props} />
      {isOver && mayWrite && <p class="talk-drop" aria-hidden="true">{words.conversation.dropHere}</p>}
      <Announcer {...props} />
    </section>
  );
}

function Foot(props: TalkProps) {
  const { desk, session: place, thread, cardWords } = props;
  const voice = voiceOf(desk.model, thread);
  const writing = writingOf(desk);
  useWriting(writing);
  const uploads = writing.uploads(place);
  return (
    <footer class="talk-foot">
      <Typists {...props} />
      <ActsBar {...props} />
      {uploads.all.length > 0 && <UploadTray uploads={uploads} words={cardWords} />}
      {voice.is === "silent" ? (
        <Silent {...props} why={voice.why} />
      ) : (
        <Composer {...props} isAside={voice.is === "aside"} />
      )}
    </footer>
  );
}

/** A guest who cannot speak to the visitor is led to where he can speak. */
function Silent({ desk, words: { conversation: words }, session: place, why }: TalkProps & { readonly why: Silence }) {
  const { threads } = desk.model;
  const aside = why === "watching" && placesOf(desk.model, place).find((each) => threads.get(each)!.room?.is_open);
  return (
    <p class="talk-silent">
      {words.silent[why]}
      {aside && <button type="button" class="talk-act" onClick={() => desk.select(aside)}>{words.speakAside}</button>}
    </p>
  );
}
