// The panes in English.

export const EN = {
  leftEdge: "Width of the list of sessions",
  rightEdge: "Width of the side panel",
  back: "Back to the list",
  side: "About the visitor",
};
