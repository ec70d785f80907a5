// Before anything is drawn: the theme as the device has it, where none was chosen.

const root = document.documentElement;
if (!root.dataset["theme"]) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    root.dataset["theme"] = dark.matches ? "dark" : "light";
  };
  show();
  dark.addEventListener("change", show);
}
