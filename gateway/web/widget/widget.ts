// `<script src="https://HOST/widget.js" data-channel="KEY" async></script>`: a chat in any page.

import type { IdentitySource, Triodesk, TriodeskEvents } from "./api.ts";
import { attempt } from "./attempt.ts";
import { ChatFrame } from "./chat_frame.ts";
import { Launcher } from "./launcher.ts";
import { PHONE } from "./look.ts";
import { Memory } from "./memory.ts";
import { readSettings, type WidgetSettings } from "./settings.ts";
import { launcherWords, type LauncherWords } from "./words.ts";

class Widget implements Triodesk {
  readonly #settings: WidgetSettings;
  readonly #words: LauncherWords;
  readonly #launcher: Launcher;
  readonly #memory: Memory;
  readonly #phone = matchMedia(PHONE);
  #identity: IdentitySource | undefined;
  #frame: ChatFrame | undefined;
  #isOpen = false;
  #unread = 0;
  /** How the page itself scrolls, while the chat covers it. */
  #scrolling: string | undefined;

  constructor(settings: WidgetSettings) {
    const { channel, identityUrl } = settings;
    const language = settings.language || navigator.language;
    this.#settings = settings;
    this.#words = launcherWords(language);
    this.#memory = new Memory(channel, attempt(() => localStorage), attempt(() => sessionStorage));
    this.#identity = identityUrl ? () => ask(identityUrl) : undefined;
    this.#launcher = new Launcher(this.#words, language, settings, {
      pressed: () => this.toggle(),
      escaped: () => this.close(),
    });
    this.#phone.addEventListener("change", () => this.#lock());
  }

  /** As it was on the page before; to be called when `window.triodesk` is there. */
  resume(): void {
    if (this.#memory.isOpen && !this.#phone.matches) this.#show(true);
    else if (this.#memory.session(Date.now())) this.#fill();
  }

  open(): void {
    if (this.#isOpen) return;
    this.#show(true);
    this.#frame?.element.focus();
  }

  close(): void {
    if (!this.#isOpen) return;
    const hadFocus = this.#launcher.hasFocus;
    this.#show(false);
    if (hadFocus) this.#launcher.focus();
  }

  toggle(): void {
    if (this.#isOpen) this.close();
    else this.open();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get unread(): number {
    return this.#unread;
  }

  identify(source: IdentitySource | undefined): void {
    this.#identity = source;
    if (!this.#frame) return;
    this.#frame.stop();
    this.#frame = undefined;
    this.#count(0);
    this.#fill();
  }

  #show(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#memory.isOpen = isOpen;
    this.#fill();
    this.#launcher.show(isOpen);
    this.#frame?.show(isOpen);
    this.#lock();
    tell(isOpen ? "triodesk:open" : "triodesk:close");
  }

  /** Makes the frame, if there is none. */
  #fill(): void {
    if (this.#frame) return;
    const known = { token: this.#memory.token, session: this.#memory.session(Date.now()) };
    this.#frame = new ChatFrame(this.#settings, this.#words.chat, this.#isOpen, known, this.#identity, {
      unread: (count) => this.#count(count),
      preview: (text) => {
        if (!this.#isOpen) this.#launcher.preview(text);
      },
      active: (session) => this.#memory.setSession(session, Date.now()),
      token: (given) => {
        this.#memory.token = given;
      },
      close: () => this.close(),
    });
    this.#launcher.hold(this.#frame.element);
  }

  #count(unread: number): void {
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.#launcher.count(unread);
    tell("triodesk:unread", unread);
  }

  /** A chat that takes the whole screen keeps the page below it from scrolling. */
  #lock(): void {
    const { style } = document.documentElement;
    const isCovered = this.#isOpen && this.#phone.matches;
    if (isCovered && this.#scrolling === undefined) {
      this.#scrolling = style.overflow;
      style.overflow = "hidden";
    } else if (!isCovered && this.#scrolling !== undefined) {
      style.overflow = this.#scrolling;
      this.#scrolling = undefined;
    }
  }
}

/** An identity token of the page's own server, for the visitor whose cookies the browser has. */
async function ask(url: string): Promise<string> {
  const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(`expected a token from ${url}, got status ${answer.status}`);
  return (await answer.text()).trim();
}

function tell(name: keyof TriodeskEvents, detail?: number): void {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}

function start(settings: WidgetSettings): void {
  if (window.triodesk) return;
  const widget = new Widget(settings);
  window.triodesk = widget;
  tell("triodesk:ready");
  widget.resume();
}

/** What the tag says; undefined, and told to the page's author, where that is nothing. */
function settingsOf(tag: HTMLOrSVGScriptElement | null): WidgetSettings | undefined {
  try {
    if (!(tag instanceof HTMLScriptElement)) throw new Error("expected a <script> that is no module");
    return readSettings(tag.dataset, tag.src);
  } catch (error) {
    console.error(`triodesk: no chat in this page: ${(error as Error).message}`);
    return undefined;
  }
}

// Whose script this is can be asked only now. A second tag, or the same one loaded again, adds nothing.
const settings = window.triodesk ? undefined : settingsOf(document.currentScript);
if (settings && document.body) start(settings);
else if (settings) document.addEventListener("DOMContentLoaded", () => start(settings), { once: true });
