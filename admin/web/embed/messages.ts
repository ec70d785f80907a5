// What a business system's page and the workbench in its frame say to each other.
//
// As between a shop's page and its chat (`gateway/web/widget`): by exact origin and source, with our mark, in
// one of these shapes; all else is ignored.

import { ours } from "../../../gateway/web/widget/frame_messages.ts";
import { EVENTS, type Told } from "./api.ts";

/** What the page can have the agent do. */
export type Act =
  | { readonly act: "accept"; readonly session: string }
  | { readonly act: "end"; readonly session: string }
  | { readonly act: "transfer"; readonly session: string; readonly group: string; readonly agent: string }
  | { readonly act: "setStatus"; readonly status: string; readonly reason: string };

/** What the frame says. */
export type FromSeat =
  /** It hears now, and waits for a login. */
  | { readonly say: "hello" }
  | { readonly say: "event"; readonly told: Told }
  /** Something rings at the agent, or nothing does any more. */
  | { readonly say: "rings"; readonly isRinging: boolean }
  /** What came of a call; `fault` "" = it was done. */
  | { readonly say: "answer"; readonly call: number; readonly fault: string };

/** What the page says. */
export type FromPage =
  /** The token of a login, which nobody has used. */
  | { readonly say: "enter"; readonly token: string }
  | { readonly say: "call"; readonly call: number; readonly what: Act };

/** What a workbench says, if it is one; undefined = not for us. */
export function readFromSeat(data: unknown): FromSeat | undefined {
  const said = ours(data);
  switch (said?.["say"]) {
    case "hello":
      return { say: "hello" };
    case "event":
      return isTold(said["told"]) ? { say: "event", told: said["told"] } : undefined;
    case "rings": {
      const isRinging = said["isRinging"];
      return typeof isRinging === "boolean" ? { say: "rings", isRinging } : undefined;
    }
    case "answer": {
      const { call, fault } = said as { readonly call: unknown; readonly fault: unknown };
      return typeof call === "number" && typeof fault === "string" ? { say: "answer", call, fault } : undefined;
    }
    default:
      return undefined;
  }
}

/** What the page around a workbench says; undefined = not for us. */
export function readFromPage(data: unknown): FromPage | undefined {
  const said = ours(data);
  switch (said?.["say"]) {
    case "enter": {
      const token = said["token"];
      return typeof token === "string" ? { say: "enter", token } : undefined;
    }
    case "call": {
      const { call, what } = said as { readonly call: unknown; readonly what: unknown };
      return typeof call === "number" && isAct(what) ? { say: "call", call, what } : undefined;
    }
    default:
      return undefined;
  }
}

/** The frame is ours: its events are as they are declared. */
function isTold(told: unknown): told is Told {
  if (typeof told !== "object" || told === null) return false;
  const { name, detail } = told as { readonly name: unknown; readonly detail: unknown };
  return typeof name === "string" && Object.hasOwn(EVENTS, name) && typeof detail === "object" && detail !== null;
}

const FIELDS: Readonly<Record<Act["act"], readonly string[]>> = {
  accept: ["session"],
  end: ["session"],
  transfer: ["session", "group", "agent"],
  setStatus: ["status", "reason"],
};

function isAct(what: unknown): what is Act {
  if (typeof what !== "object" || what === null) return false;
  const said = what as Readonly<Record<string, unknown>>;
  const act = said["act"];
  if (typeof act !== "string" || !Object.hasOwn(FIELDS, act)) return false;
  return FIELDS[act as Act["act"]].every((name) => typeof said[name] === "string");
}

