// Sizes and durations for people.

const UNITS = ["B", "KB", "MB", "GB"];
const STEP = 1024;

/** Bytes: "12 KB", "1.5 MB". */
export function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  for (; Math.round(value) >= STEP && unit < UNITS.length - 1; unit += 1) value /= STEP;
  const isSmall = unit > 0 && value < 9.95;
  return `${isSmall ? Number(value.toFixed(1)) : Math.round(value)} ${UNITS[unit]}`;
}

/** Milliseconds: "0:07", "1:02:03"; "" for 0, which is "not known". */
export function durationText(ms: number): string {
  if (ms === 0) return "";
  const seconds = Math.max(1, Math.round(ms / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
