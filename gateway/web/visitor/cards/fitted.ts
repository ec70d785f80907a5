// How large a picture is in the stream, before it has come.

/** Of what a message shows, in CSS px; a phone of 320 px has room for it beside the sender. */
export const MAX_WIDTH = 240;
export const MAX_HEIGHT = 300;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Made smaller where it must be, never larger; no side vanishes. */
export function fitted(width: number, height: number): Size {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
