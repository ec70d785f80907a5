// Before anything is drawn: the theme as the device has it, where none was chosen; and the reader's time zone
// for the pages to come, which the service renders.

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
if (timeZone) document.cookie = `triodesk-zone=${timeZone}; Path=/; Max-Age=31536000; SameSite=Lax`;
