// What a message says, by its kind.

import { isRecalled } from "../model/chat_model.ts";
import type { CardProps } from "./context.ts";
import { FileCard } from "./file.tsx";
import { ImageCard } from "./image.tsx";
import { Markdown } from "./markdown.tsx";
import { MenuCard } from "./menu.tsx";
import { OrderCard, ProductCard } from "./shop.tsx";
import { VideoCard, VoiceCard } from "./sound.tsx";
import { Text } from "./text.tsx";

export function Body(props: CardProps) {
  const { message, context } = props;
  const { body, role } = message;
  const { words, model } = context;
  if (body.kind === "recalled" || isRecalled(model, message)) {
    return <p class="card-note">{role === "visitor" ? words.recalledOwn : words.recalledOther}</p>;
  }
  switch (body.kind) {
    case "text":
      return <Text text={body.text} />;
    case "markdown":
      return <Markdown text={body.text} />;
    case "image":
      return <ImageCard body={body} context={context} />;
    case "file":
      return <FileCard body={body} context={context} />;
    case "voice":
      return <VoiceCard body={body} context={context} />;
    case "video":
      return <VideoCard body={body} context={context} />;
    case "product":
      return <ProductCard body={body} words={words} />;
    case "order":
      return <OrderCard body={body} words={words} />;
    case "menu":
      return <MenuCard {...props} body={body} />;
    default:
      return <p class="card-note">{words.cards.unknownKind}</p>;
  }
}
