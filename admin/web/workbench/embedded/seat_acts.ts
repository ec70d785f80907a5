// What a business system's page has the agent do, done at his desk (W8).

import type { Act } from "../../embed/messages.ts";
import type { Desk } from "../desk.ts";
import type { Status } from "../model/duty.ts";

/** As the page calls what can be asked for; the rest follows from the work. */
const STATUSES: ReadonlyMap<string, Status> = new Map([
  ["free", "free"],
  ["stopNotReady", "free"],
  ["notReady", "not_ready"],
  ["rest", "rest"],
  ["offline", "offline"],
]);

/** Does it; says why it was not done, "" = it was. */
export async function done(desk: Desk, act: Act): Promise<string> {
  try {
    await doing(desk, act);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

async function doing(desk: Desk, act: Act): Promise<void> {
  const { agent } = desk;
  if (!agent) throw new Error("expected to be called after ready");
  switch (act.act) {
    case "accept": {
      const offer = desk.model.threads.get(act.session)?.session?.offer;
      if (offer?.agent !== desk.model.me) throw new Error(`no session ${act.session} rings here`);
      await agent.accept(act.session, offer.id);
      return desk.select(act.session);
    }
    case "end":
      return agent.conversation(act.session).close();
    case "transfer":
      if (!act.group === !act.agent) throw new Error("expected a skillGroupId or a userId");
      return agent.transfer(act.session, act.group ? { group: act.group } : { agent: act.agent });
    case "setStatus": {
      const status = STATUSES.get(act.status);
      if (!status) throw new Error(`expected ${[...STATUSES.keys()].join(", ")}, got ${act.status}`);
      return agent.setStatus(status, status === "rest" ? act.reason : "");
    }
  }
}
