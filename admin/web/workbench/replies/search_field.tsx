// A field that narrows a list; what is typed counts when the fingers rest.

import { useEffect, useState } from "preact/hooks";

/** Longer than between two letters, shorter than one waits. */
const REST_MS = 250;

export interface SearchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly most: number;
  readonly onSearch: (text: string) => void;
}

export function SearchField({ label, hint, most, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => onSearch(typed.trim()), typed ? REST_MS : 0);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <div class="replies-search">
      <input
        type="search"
        aria-label={label}
        placeholder={hint}
        maxLength={most}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </div>
  );
}
