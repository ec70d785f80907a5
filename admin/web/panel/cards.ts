// Tables whose rows are cards on a narrow screen: there each cell says what it is.
//
// `tables.css` draws them. A browser that lays out a row as anything but a row no longer tells what it is to who
// listens to the page: so it is said again.

import htmx from "htmx.org";

const TABLES = ".scroll > table:not(.calendar, [data-island] table)";

export function watchCards(): void {
  htmx.onLoad((part) => {
    if (part instanceof Element) dealCards(part.parentElement ?? part);
  });
}

/** Of all tables in a part of the page, as their rows are now. */
export function dealCards(part: Element): void {
  for (const table of part.querySelectorAll<HTMLTableElement>(TABLES)) deal(table);
}

function deal(table: HTMLTableElement): void {
  const titles = [...(table.tHead?.rows[0]?.cells ?? [])].map((each) => each.textContent.trim());
  table.classList.add("cards");
  table.role = "table";
  for (const part of [table.tHead, table.tFoot, ...table.tBodies]) if (part) part.role = "rowgroup";
  for (const row of table.rows) {
    row.role = "row";
    for (const cell of row.cells) label(cell, titles);
  }
}

/** The first cell names the row, unless it counts; a head's cell is a name. */
function label(cell: HTMLTableCellElement, titles: readonly string[]): void {
  if (cell.tagName === "TD") cell.role = "cell";
  else cell.role = cell.closest("thead") ? "columnheader" : "rowheader";
  const isName = cell.closest("thead") || (!cell.cellIndex && !cell.classList.contains("number"));
  const title = titles[cell.cellIndex];
  if (title && !isName) cell.dataset["label"] = title;
}
