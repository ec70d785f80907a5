// What a message says, by its kind.

import { isRecalled } from "../model/chat_model.ts";
import "./cards.css";
import type { CardProps } from "./context.ts";
import { FileCard } from "./file.tsx";
import { FormCard } from "./form.tsx";
import { Helpful } from "./helpful.tsx";
import { ImageCard } from "./image.tsx";
import { Markdown } from "./markdown.tsx";
import { MenuCard } from "./menu.tsx";
import { RatingCard } from "./rating.tsx";
import { OrderCard, ProductCard } from "./shop.tsx";
import { VideoCard, VoiceCard } from "./sound.tsx";
import { Text } from "./text.tsx";

/** A message, and under the robot's answers whether they helped. */
export function Body(props: CardProps) {
  const { message, context } = props;
  const { words, model } = context;
  if (message.body.kind === "recalled" || isRecalled(model, message)) {
    const isOwn = message.role === "visitor";
    return <p class="card-note">{isOwn ? words.recalledOwn : words.recalledOther}</p>;
  }
  return (
    <>
      <Content {...props} />
      {message.is_answer && <Helpful {...props} />}
    </>
  );
}

function Content(props: CardProps) {
  const { message: { body }, context } = props;
  const { words } = context;
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
    case "form":
      return <FormCard {...props} body={body} />;
    case "rating":
      return <RatingCard {...props} body={body} />;
    // Of an earlier page of history, whose card is not here.
    case "selection":
      return <Text text={body.text} />;
    default:
      return <p class="card-note">{words.cards.unknownKind}</p>;
  }
}
