// A text in pieces, of which some were looked for.

export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** `marks`: begin and end of what was found, counted as the service does: in characters, not in UTF-16. */
export function piecesOf(text: string, marks: readonly (readonly [number, number])[]): readonly Piece[] {
  if (marks.length === 0) return [{ text, isFound: false }];
  const characters = [...text];
  const pieces: Piece[] = [];
  let place = 0;
  const take = (end: number, isFound: boolean) => {
    if (end > place) pieces.push({ text: characters.slice(place, end).join(""), isFound });
    place = Math.max(place, end);
  };
  for (const [begin, end] of marks) {
    take(begin, false);
    take(end, true);
  }
  take(characters.length, false);
  return pieces;
}
