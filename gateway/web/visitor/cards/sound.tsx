// What was spoken or filmed; what this browser cannot play can be downloaded.

import type { VideoBody, VoiceBody } from "../../sdk/index.ts";
import type { CardContext } from "./context.ts";
import { FileCard } from "./file.tsx";
import { durationText } from "./file_size.ts";
import { fitted } from "./fitted.ts";
import { useFileLink } from "./use_file_link.ts";

interface Props<Body> {
  readonly body: Body;
  readonly context: CardContext;
}

export function VoiceCard({ body, context }: Props<VoiceBody>) {
  const { url, isGone, onError } = useFileLink(context.conversation, body.id);
  if (isGone) return <FileCard body={body} context={context} />;
  const label = `${context.words.cards.voice} ${durationText(body.duration_ms)}`.trim();
  return <audio class="card-voice" controls preload="metadata" aria-label={label} src={url || undefined} onError={onError} />;
}

export function VideoCard({ body, context }: Props<VideoBody>) {
  const { url, isGone, onError } = useFileLink(context.conversation, body.id);
  if (isGone) return <FileCard body={body} context={context} />;
  return (
    <video
      class="card-video"
      controls
      playsInline
      preload="metadata"
      {...fitted(body.width, body.height)}
      aria-label={`${context.words.cards.video} ${body.name}`}
      src={url || undefined}
      onError={onError}
    />
  );
}
