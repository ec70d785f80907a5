// Drawings on the workbench's buttons: decoration, the button has a name of its own.

const PATHS = {
  away: "M3 3l18 18M9.5 6.3A8 8 0 0 1 20 12M4 12a8 8 0 0 0 12.5 6.6M12 12v.01",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4",
  call: "M8 10h8M8 13.5h5M5 19l1-3.5a7.5 7.5 0 1 1 3 2.6z",
  chart: "M5 20V11M12 20V4M19 20v-6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6 9l6 6 6-6",
  flag: "M6 21V4M6 4.5h11l-2.5 4L17 12.5H6",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.7 9.5a2.4 2.4 0 1 1 3.4 2.3c-.8.4-1.1.9-1.1 1.9M12 16.7v.01",
  inbox: "M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h4.5l1.2 2.5h4.6l1.2-2.5H20",
  letter: "M4 6h16v12H4zM4 7l8 6 8-6",
  live: "M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM8 16a5.6 5.6 0 0 1 0-8M16 8a5.6 5.6 0 0 1 0 8M5 19a10 10 0 0 1 0-14M19 5a10 10 0 0 1 0 14",
  people: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5a6 6 0 0 1 12 0M15.5 5a3.2 3.2 0 0 1 0 5.8M17.5 14.5a6 6 0 0 1 3.5 5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  plus: "M12 5v14M5 12h14",
  records: "M6 3.5h9L19 8v12.5H6zM14.5 4v4.5H19M9 12.5h7M9 16h7",
  settings: "M4 7h9M17 7h3M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM4 17h3M11 17h9M9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  side: "M4 5h16v14H4zM14.5 5v14",
  back: "M15 5l-7 7 7 7",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
