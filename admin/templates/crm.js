// What a business system does with the workbench: brings it a login, hears what happens, and calls it.
const { agent } = document.body.dataset;
const events = document.getElementById("events");
const accept = document.getElementById("accept");
const online = document.getElementById("online");
let ringing = "";

function list(name, detail) {
  const row = document.createElement("li");
  row.textContent = `${name} ${JSON.stringify(detail)}`;
  events.prepend(row);
}

function ring(session) {
  ringing = session;
  accept.hidden = !session;
}

function loaded() {
  const sdk = window.triodeskAgent;
  for (const name of Object.values(sdk.events)) sdk.on(name, (detail) => list(name, detail));
  sdk.on(sdk.events.callIn, ({ sessionId }) => ring(sessionId));
  for (const over of [sdk.events.userAccessed, sdk.events.autoTransfer, sdk.events.sessionEnded]) {
    sdk.on(over, ({ sessionId }) => sessionId === ringing && ring(""));
  }
  online.addEventListener("click", () => sdk.Agent.online());
  accept.addEventListener("click", async () => {
    const result = await sdk.Chat.accept({ sessionId: ringing });
    if (result.status === "error") list("error", result.errorMsg);
  });
}

async function enter() {
  const answer = await fetch(`crm/login?agent=${encodeURIComponent(agent)}`);
  const { url, detail } = await answer.json();
  if (!url) return list("error", detail);
  const script = document.createElement("script");
  script.src = url;
  script.dataset.renderDomId = "desk";
  script.addEventListener("load", loaded);
  document.body.append(script);
}

void enter();
