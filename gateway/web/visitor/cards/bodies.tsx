// What a message says, by its kind.

import { later } from "../later.tsx";
import { isRecalled } from "../model/chat_model.ts";
import { Coming } from "./coming.tsx";
import type { CardProps } from "./context.ts";
import { Helpful } from "./helpful.tsx";
import { MenuCard } from "./menu.tsx";
import { Text } from "./text.tsx";

const Markdown = later(async () => (await import("./markdown.tsx")).Markdown, Text);
const ImageCard = later(async () => (await import("./image.tsx")).ImageCard, Coming);
const FileCard = later(async () => (await import("./file.tsx")).FileCard, Coming);
const VoiceCard = later(async () => (await import("./sound.tsx")).VoiceCard, Coming);
const VideoCard = later(async () => (await import("./sound.tsx")).VideoCard, Coming);
const ProductCard = later(async () => (await import("./shop.tsx")).ProductCard, Coming);
const OrderCard = later(async () => (await import("./shop.tsx")).OrderCard, Coming);
const FormCard = later(async () => (await import("./form.tsx")).FormCard, Coming);
const RatingCard = later(async () => (await import("./rating.tsx")).RatingCard, Coming);

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
      return <ProductCard body={body} context={context} />;
    case "order":
      return <OrderCard body={body} context={context} />;
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
