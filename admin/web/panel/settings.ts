// Language and looks of the pages, kept in cookies so that the service renders them.

const YEAR_SECONDS = 365 * 24 * 3_600;

export function watchSettings(): void {
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const name = target.dataset["setting"];
    if (!name) return;
    const age = target.value ? YEAR_SECONDS : 0;
    document.cookie = `${name}=${target.value}; Path=/; Max-Age=${age}; SameSite=Lax`;
    location.reload();
  });
}
