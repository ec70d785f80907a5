// A file: its name, its size, and a way to have it.

import type { FileBody, ImageBody, VideoBody, VoiceBody } from "../../sdk/index.ts";
import { useAct } from "./act.ts";
import type { CardContext } from "./context.ts";
import { sizeText } from "./file_size.ts";
import { ProblemLine } from "./problem_line.tsx";
import { freshLink } from "./use_file_link.ts";

interface Props {
  readonly body: FileBody | ImageBody | VoiceBody | VideoBody;
  readonly context: CardContext;
}

export function FileCard({ body, context }: Props) {
  const { conversation, words } = context;
  const { isBusy, problem, run } = useAct(words);
  const fetchIt = async () => download(await freshLink(conversation, body.id), body.name);
  return (
    <div class="card card-file">
      <button
        type="button"
        class="card-download"
        aria-label={`${words.cards.download} ${body.name}, ${sizeText(body.size)}`}
        aria-disabled={isBusy}
        onClick={() => void run(fetchIt)}
      >
        <span class="card-file-sign" aria-hidden="true">↓</span>
        <span class="card-file-text">
          <span class="card-file-name">{body.name}</span>
          <small>{sizeText(body.size)}</small>
        </span>
      </button>
      <ProblemLine problem={problem} />
    </div>
  );
}

/** An address is good for minutes: it is asked for when it is needed, and followed at once. */
function download(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
