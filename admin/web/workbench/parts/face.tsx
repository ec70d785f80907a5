// A member's picture, round and small; without one, the first letter of his name. Decoration: the name stands beside it.

import { useState } from "preact/hooks";

import { useOwnFile } from "./own_file.tsx";

export interface FaceProps {
  readonly member: string;
  readonly name: string;
}

let round = 0;

/** One's own picture is another now: what is drawn from here on is asked for anew. */
export function faceChanged(): void {
  round += 1;
}

export function Face({ member, name }: FaceProps) {
  return <Shown key={`${member} ${round}`} member={member} name={name} />;
}

function Shown({ member, name }: FaceProps) {
  const [isMissing, setMissing] = useState(false);
  const source = useOwnFile(`/api/staff/portraits/${encodeURIComponent(member)}?${round}`);
  if (isMissing || !source) return <span class="face" aria-hidden="true">{[...name][0]}</span>;
  return <img class="face" alt="" src={source} onError={() => setMissing(true)} />;
}
