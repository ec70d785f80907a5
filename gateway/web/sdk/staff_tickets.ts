// The tickets of a member of staff, who has signed in below `/api/staff`; each is good once.

import { post } from "./post.ts";
import type { TicketSource } from "./tickets.ts";

/** Without it the service takes nothing: no foreign page can have a browser send it. */
const GUARD = { "X-Triodesk-Request": "1" };

export interface StaffTicketsOptions {
  /** Origin of the service's HTTP; a page's own, where its cookie travels. */
  readonly http: string;
  /** URL of the WebSocket. */
  readonly gateway: string;
  /** Node has no cookies of its own: `{ Cookie: … }`, as sign-in set it. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Only to look at the dashboard: makes nobody present. */
  readonly observes?: boolean;
}

/** Rejects as `TicketSource`: `not_signed_in`, when the sign-in has ended; `forbidden`: the role serves, or supervises, nobody. */
export class StaffTickets implements TicketSource {
  readonly #options: StaffTicketsOptions;

  constructor(options: StaffTicketsOptions) {
    this.#options = options;
  }

  async ticket(): Promise<{ ticket: string; gateway: string }> {
    const { http, gateway, headers, observes } = this.#options;
    const how = { headers: { ...headers, ...GUARD }, credentials: "same-origin" } as const;
    const kind = observes ? "observer-ticket" : "ticket";
    const { ticket } = await post<{ ticket: string }>(`${http}/api/staff/${kind}`, {}, how);
    return { ticket, gateway };
  }
}
