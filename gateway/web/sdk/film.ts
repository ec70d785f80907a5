// How large the picture of a film is: a message must tell it, and the server does not measure it.

/** Width and height, in pixels. */
export type Sides = readonly [width: number, height: number];

/** Browsers say nothing at all of some files. */
const METADATA_MS = 5_000;

/** Undefined: it has no picture, or this platform cannot play it. */
export async function sidesOf(file: Blob): Promise<Sides | undefined> {
  if (typeof document === "undefined") return undefined;
  const film = document.createElement("video");
  const url = URL.createObjectURL(file);
  let timer: ReturnType<typeof setTimeout> | undefined;
  await new Promise<unknown>((resolve) => {
    film.onloadedmetadata = film.onerror = resolve;
    timer = setTimeout(resolve, METADATA_MS);
    film.preload = "metadata";
    film.src = url;
  });
  clearTimeout(timer);
  URL.revokeObjectURL(url);
  const { videoWidth: width, videoHeight: height } = film;
  return width && height ? [width, height] : undefined;
}
