// What a message shows that is no plain text, by its kind.

import { later } from "../later.tsx";
import { Coming } from "./coming.tsx";
import type { CardProps } from "./context.ts";
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

export function Card(props: CardProps) {
  const { message: { body }, context } = props;
  const { words } = context;
  switch (body.kind) {
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
    default:
      return <p class="card-note">{words.cards.unknownKind}</p>;
  }
}
