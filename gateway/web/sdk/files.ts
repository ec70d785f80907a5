// Files of conversations, fetched with the first one: who only writes does not load what sends them.

import type { Attachments } from "./attachments.ts";
import { HttpUnavailable } from "./problem.ts";
import type { TicketSource } from "./tickets.ts";

/** Rejects with `HttpUnavailable`: what sends files could not be loaded. */
export type Files = () => Promise<Attachments>;

/** `http`: origin of the service's HTTP. */
export function filesAt(http: string, tickets: TicketSource): Files {
  return async () => {
    const loaded = await import("./attachments.ts").catch((error: unknown) => {
      throw new HttpUnavailable(String(error));
    });
    return new loaded.Attachments(http, tickets);
  };
}
