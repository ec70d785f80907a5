// Files on their way, above the composer: how far, and what went wrong.

import type { AllWords } from "../words.ts";
import type { Upload, Uploads } from "./uploads.ts";

interface Props {
  readonly uploads: Uploads;
  readonly words: AllWords;
}

export function UploadTray({ uploads, words }: Props) {
  if (uploads.all.length === 0) return null;
  return (
    <ul class="card-tray" aria-label={words.cards.uploads}>
      {uploads.all.map((upload) => (
        <Row key={upload.id} upload={upload} uploads={uploads} words={words} />
      ))}
    </ul>
  );
}

function Row({ upload, uploads, words }: Props & { readonly upload: Upload }) {
  const { id, name, state, percent } = upload;
  return (
    <li>
      <span class="card-file-text">
        <span class="card-file-name">{name}</span>
        {state === "sending" && <progress max={100} value={percent} aria-label={name} />}
        <State upload={upload} words={words} />
      </span>
      {state === "failed" && (
        <button type="button" class="card-button" aria-label={words.cards.retryUpload(name)} onClick={() => uploads.retry(id)}>
          {words.cards.retry}
        </button>
      )}
      <button type="button" class="card-button" aria-label={words.cards.cancelUpload(name)} onClick={() => uploads.cancel(id)}>
        {words.cards.cancel}
      </button>
    </li>
  );
}

function State({ upload, words }: { readonly upload: Upload; readonly words: AllWords }) {
  const { uploadProblems, uploadFailed, uploading, waitsToUpload } = words.cards;
  switch (upload.state) {
    case "waiting":
      return <small>{waitsToUpload}</small>;
    case "sending":
      return <small>{uploading(upload.percent)}</small>;
    case "failed":
      return <small class="card-problem" role="alert">{uploadProblems[upload.code] ?? uploadFailed}</small>;
  }
}
