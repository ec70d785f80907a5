// What a shop's own script can do with the chat: open it, and know what waits there.
const ask = document.getElementById("ask");
const unread = document.getElementById("unread");

function ready() {
  ask.hidden = false;
  ask.addEventListener("click", () => window.triodesk.open());
}

window.addEventListener("triodesk:unread", ({ detail }) => {
  unread.textContent = detail ? ` (${detail})` : "";
});
// The widget comes when it comes: before this script, or after it.
if (window.triodesk) ready();
else window.addEventListener("triodesk:ready", ready, { once: true });
