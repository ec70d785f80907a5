// As which kind a file of the visitor's is sent, and of which type it is.

import type { AttachmentKind } from "../../sdk/index.ts";

/** What browsers call otherwise than the service, or not at all, depending on the machine. */
const TYPE_BY_ENDING: Readonly<Record<string, string>> = {
  "7z": "application/x-7z-compressed",
  amr: "audio/amr",
  csv: "text/csv",
  gz: "application/gzip",
  log: "text/plain",
  m4a: "audio/mp4",
  m4v: "video/mp4",
  mp3: "audio/mpeg",
  oga: "audio/ogg",
  ogg: "audio/ogg",
  opus: "audio/ogg",
  rar: "application/vnd.rar",
  tgz: "application/gzip",
  txt: "text/plain",
  wav: "audio/wav",
  weba: "audio/webm",
  zip: "application/zip",
};
/** Pictures that a message can show; others are sent as files. */
const IMAGES = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** The content type of a file. */
export function typeOf({ name, type }: Pick<File, "name" | "type">): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return TYPE_BY_ENDING[ending] ?? type;
}

/** The kind of message that shows files of a type. */
export function kindOf(type: string): AttachmentKind {
  if (IMAGES.includes(type)) return "image";
  if (type.startsWith("audio/")) return "voice";
  return type.startsWith("video/") ? "video" : "file";
}
