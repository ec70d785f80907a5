// What a message says, by its kind.

import { later } from "../later.tsx";
import { isRecalled } from "../model/chat_model.ts";
import "./cards.css";
import type { CardProps } from "./context.ts";
import { Helpful } from "./helpful.tsx";
import { MenuCard } from "./menu.tsx";
import { Text } from "./text.tsx";

const Markdown = later(async () => (await import("./markdown.tsx")).Markdown, Text);
const ImageCard = later(async () => (await import("./image.tsx")).ImageCard);
const FileCard = later(async () => (await import("./file.tsx")).FileCard);
const VoiceCard = later(async () => (await import("./sound.tsx")).VoiceCard);
const VideoCard = later(async () => (await import("./sound.tsx")).VideoCard);
const ProductCard = later(async () => (await import("./shop.tsx")).ProductCard);
const OrderCard = later(async () => (await import("./shop.tsx")).OrderCard);
const FormCard = later(async () => (await import("./form.tsx")).FormCard);
const RatingCard = later(async () => (await import("./rating.tsx")).RatingCard);

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
