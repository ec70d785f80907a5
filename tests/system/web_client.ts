// A client in Node, a visitor's or an agent's, driven by lines of JSON: `[number, act, …arguments]` in; `{answer, value}` or
// `{answer, error, code}`, and `{event}`, out.

import { createInterface } from "node:readline";

import {
  StaffTickets, connectAgent, connectVisitor,
  type Agent, type Conversation, type SentBody, type Visitor, type VisitorTicketsOptions,
} from "../../gateway/web/sdk/index.ts";

let visitor: Visitor;
let agent: Agent;
let conversation: Conversation;
let kept = "";
/** A page's, over its visits. */
const tokens = { get: () => kept, set: (token: string) => void (kept = token) };

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const ACTS: Record<string, (...given: any[]) => unknown> = {
  async connect(options: VisitorTicketsOptions) {
    visitor = await connectVisitor({ ...options, tokens });
    visitor.on((event) => say({ event }));
    return visitor.given;
  },
  async serve(http: string, gateway: string, cookie: string) {
    const tickets = new StaffTickets({ http, gateway, headers: { Cookie: cookie } });
    agent = await connectAgent({ http, tickets, language: "en" });
    agent.on((event) => say({ event }));
    await agent.setStatus("free");
  },
  take() {
    conversation = agent.sessions[0]!;
    return conversation.id;
  },
  ask: (question: Parameters<Agent["ask"]>[0]) => agent.ask(question),
  transfer: (group: string) => agent.transfer(conversation.id, { group }),
  leave: () => agent.close(),
  async open(group: string) {
    conversation = await visitor.open(group);
    return conversation.id;
  },
  send: (content: string | SentBody) => conversation.send(content),
  typing: () => conversation.typing(),
  read: () => conversation.read(),
  delivery: (number: number) => conversation.delivery(number),
  recall: (number: number) => conversation.recall(number),
  select: (number: number, option: string) => conversation.select(number, { option }),
  close: () => conversation.close(),
  end: () => conversation.endService(),
  sendFile: (name: string, type: string, content: string, kind: "file" | "image") =>
    conversation.sendFile(new File([Buffer.from(content, "base64")], name, { type }), kind),
  async download(id: string) {
    const answer = await fetch(await conversation.fileLink(id));
    return Buffer.from(await answer.arrayBuffer()).toString("base64");
  },
  bye: () => visitor.close(),
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const [answer, act, ...given] = JSON.parse(line) as [number, string, ...unknown[]];
  try {
    say({ answer, value: (await ACTS[act]!(...given)) ?? null });
  } catch (error) {
    const { name, message, code = "" } = error as Error & { code?: number | string };
    say({ answer, error: `${name}: ${message}`, code });
  }
});
