// A picture made small before it is sent: what a camera makes has a hundred times as many bytes as are taken.

import { squareOf } from "./model/profile_edit.ts";

/** Twice what the service keeps. */
const PIXELS = 256;
const QUALITY = 0.9;

/** Rejects when the browser cannot draw it. */
export async function smallPicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  try {
    const { x, y, side } = squareOf(picture.width, picture.height);
    const canvas = new OffscreenCanvas(PIXELS, PIXELS);
    const pen = canvas.getContext("2d");
    if (!pen) throw new TypeError("no canvas");
    pen.fillStyle = "white"; // behind what is transparent
    pen.fillRect(0, 0, PIXELS, PIXELS);
    pen.drawImage(picture, x, y, side, side, 0, 0, PIXELS, PIXELS);
    return await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  } finally {
    picture.close();
  }
}
