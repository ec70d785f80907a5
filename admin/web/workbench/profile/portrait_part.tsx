// The own picture.

import { useEffect, useRef, useState } from "preact/hooks";

import { faceChanged } from "../parts/face.tsx";
import { useOwnFile } from "../parts/own_file.tsx";
import { ProblemLine, useAsking } from "../sign_in/problem.tsx";
import { putPortrait, removePortrait } from "../staff_api.ts";
import type { ViewProps } from "../view.ts";
import { smallPicture } from "./small_picture.ts";

const KINDS = "image/jpeg,image/png,image/webp,image/gif";

export function PortraitPart({ desk, words }: ViewProps) {
  const { profile: say } = words;
  const { problem, isBusy, ask, fail } = useAsking(words);
  const chooser = useRef<HTMLInputElement>(null);
  const [round, setRound] = useState(0);
  const [isThere, setThere] = useState(true);
  const { member } = desk.me;
  if (!member) return null;
  const changed = (isNow: boolean) => {
    setThere(isNow);
    setRound(round + 1);
    faceChanged();
    desk.setMe(desk.me);
  };
  const put = async (file: File) => {
    const picture = await smallPicture(file).catch(() => undefined);
    if (!picture) return fail(say.noPicture);
    await ask(() => putPortrait(picture).then(() => changed(true)));
  };
  return (
    <section class="portrait" aria-label={say.picture}>
      {isThere ? (
        <Portrait key={round} name={say.picture} address={`/api/staff/portraits/${encodeURIComponent(member.id)}?${round}`} onMissing={() => setThere(false)} />
      ) : (
        <span class="portrait-none" aria-hidden="true">{[...(member.nickname || member.name)][0]}</span>
      )}
      <div>
        <input
          ref={chooser} class="unseen" type="file" accept={KINDS} aria-label={say.choosePicture} tabIndex={-1}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            currentTarget.value = "";
            if (file) void put(file);
          }}
        />
        <p class="profile-acts">
          <button type="button" disabled={isBusy} onClick={() => chooser.current?.click()}>{say.choosePicture}</button>
          {isThere && (
            <button type="button" disabled={isBusy} onClick={() => void ask(() => removePortrait().then(() => changed(false)))}>
              {say.removePicture}
            </button>
          )}
        </p>
        <small>{say.pictureWhy}</small>
        <ProblemLine words={words} problem={problem} />
      </div>
    </section>
  );
}

interface PortraitProps {
  readonly name: string;
  readonly address: string;
  readonly onMissing: () => void;
}

function Portrait({ name, address, onMissing }: PortraitProps) {
  const source = useOwnFile(address);
  useEffect(() => {
    if (source === undefined) onMissing();
  }, [source]);
  return source ? <img width={96} height={96} alt={name} src={source} onError={onMissing} /> : null;
}
