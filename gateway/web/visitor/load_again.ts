// A page that did not come whole begins anew, as soon as the service can be reached.

/** Between two looks, in ms. */
const LOOK_MS = 2_000;

/**
 * Never resolves: the page is loaded again.
 *
 * A script that once failed to come is not asked for again by every browser, also when the network is
 * back; and it may be gone, where the service has a newer page.
 */
export async function loadAgain(place: Location): Promise<never> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const answer = await fetch(place.href, { cache: "no-store" }).catch(() => undefined);
    if (answer?.ok) place.reload();
  }
}
