// The conversation pane in English.

export const EN = { choose: "Choose a session on the left." };
