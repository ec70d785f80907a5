// Files that are dragged onto the page.

import { useState } from "preact/hooks";

/** Handlers for the page, and if files are held over it. */
export function useDrop(take: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault(); // else the browser would open what is dropped
      setOver(true);
    },
    onDragLeave: ({ relatedTarget }: DragEvent) => {
      if (!relatedTarget) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) take(files);
    },
  };
}
