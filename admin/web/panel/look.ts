// Before anything is drawn: the theme as the device has it, where none was chosen; and the reader's time zone,
// in which the service renders pages. The first one comes again, once, where it was rendered in another.

const root = document.documentElement;
if (!root.dataset["theme"]) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    root.dataset["theme"] = dark.matches ? "dark" : "light";
  };
  show();
  dark.addEventListener("change", show);
}

const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const isKnown = () => document.cookie.includes("triodesk-zone=");
const wasKnown = isKnown();
if (timeZone) document.cookie = `triodesk-zone=${timeZone}; Path=/; Max-Age=31536000; SameSite=Lax`;
const { zone } = root.dataset;
if (zone && zone !== timeZone && !wasKnown && isKnown()) location.reload();
