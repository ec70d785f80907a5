// The chat page's beginning: reads its configuration, connects, and mounts the chat.

import { render } from "preact";

import { joinHost } from "../widget/host.ts";
import { inkOn } from "../widget/ink.ts";
import { spoken } from "./announcer.tsx";
import { Chat } from "./chat.tsx";
import "./chat.css";
import { readConfiguration } from "./configuration.ts";
import { LiveChat } from "./live_chat.ts";
import { loadAgain } from "./load_again.ts";
import { keeperOf, Remembered } from "./model/remembered.ts";
import { settingsOf } from "./settings.ts";
import { loadWords } from "./words.ts";

const { http, channel, name, language, parameters, color, avatar } = readConfiguration(document);
const { theme = "", group = "", ...profile } = parameters;
const remembered = new Remembered(channel, keeperOf(() => localStorage), keeperOf(() => sessionStorage));
const settings = settingsOf(remembered, { language, theme }, navigator.languages);

if (color) {
  const { style } = document.documentElement;
  style.setProperty("--own", color);
  style.setProperty("--own-text", inkOn(color));
}

const host = joinHost(window, (isShown) => {
  live.setShown(isSeen());
  if (isShown) take();
});
const live = LiveChat.start({
  http, channel, group, remembered,
  isShown: isSeen(),
  last: (host ? host.session : remembered.sessions.at(-1)) ?? "",
  tokens: host ?? remembered,
  profile: { ...profile, language: settings.language },
  ...(host?.identity && { identity: host.identity }),
});

/** Whoever has the page open, and in front, is shown what comes. */
function isSeen(): boolean {
  return document.visibilityState === "visible" && (host?.isShown ?? true);
}

/** The visitor has opened the frame: on a phone the keyboard would cover what is to be read first. */
function take(): void {
  if (matchMedia("(pointer: fine)").matches) document.querySelector("textarea")?.focus();
}

let [unread, session] = [0, host?.session ?? ""];

function tellHost(): void {
  if (live.unread !== unread) host?.unread((unread = live.unread));
  // Of the one before nothing is said before it is known to be over.
  const isTold = live.openSession !== "" || live.model.threads.get(session)?.session;
  if (isTold && live.openSession !== session) host?.active((session = live.openSession));
}

/** What the looks of cards and menus are is fetched when the chat itself stands. */
function showLater(): void {
  const sheet = document.getElementById("later") as HTMLLinkElement | null;
  if (sheet) sheet.disabled = false;
}

document.addEventListener("visibilitychange", () => live.setShown(isSeen()));
addEventListener("online", () => live.hurry());
if (host) live.on(tellHost);

const words = await loadWords(settings.language).catch(() => loadAgain(location));
if (host) live.on((news) => news.is === "message" && host.preview(spoken(news.message, words)));
const place = document.getElementById("chat");
if (place) {
  const onClose = host && (() => host.close());
  render(<Chat {...{ live, remembered, settings, words, name, avatar, onClose }} />, place);
}
showLater();
