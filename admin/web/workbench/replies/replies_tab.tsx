// What can be said: quick replies, knowledge, and what of that is new.

import { useEffect, useState } from "preact/hooks";

import { TabList } from "../side/tab_list.tsx";
import { useAsked } from "../side/use_asked.ts";
import type { SessionProps } from "../view.ts";
import { ContributionsPart } from "./contributions_part.tsx";
import { KnowledgePart } from "./knowledge_part.tsx";
import { NewsPart } from "./news_part.tsx";
import { QuickPart } from "./quick_part.tsx";
import "./replies.css";

const PARTS = { quick: QuickPart, knowledge: KnowledgePart, contributions: ContributionsPart, news: NewsPart } as const;
type PartId = keyof typeof PARTS;
const IDS = Object.keys(PARTS) as PartId[];

export function RepliesTab(props: SessionProps) {
  const { desk, words: { replies: words } } = props;
  const [chosen, setChosen] = useState<PartId>("quick");
  const news = useAsked(() => desk.ask({ frame: "GET_NEWS", is_unread: true, limit: 1 }), [desk.agent]);
  useEffect(() => desk.agent?.on((event) => event.is === "newsPublished" && news.reload()), [desk.agent]);
  const unread = news.value?.unread ?? 0;
  const Chosen = PARTS[chosen];
  return (
    <div class="replies">
      <TabList
        label={words.parts.quick}
        tabs={IDS.map((id) => ({ id, label: id === "news" && unread ? words.unread(unread) : words.parts[id] }))}
        chosen={chosen}
        onChoose={setChosen}
      >
        <Chosen {...props} onRead={news.reload} />
      </TabList>
    </div>
  );
}
