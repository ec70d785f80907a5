// What the replies say in English; the other language has the same keys.

export const EN = {
  // over the composer
  picker: "Quick replies",
  pickerHint: "↑↓ choose · Enter writes it · Ctrl+Enter sends it · Esc closes",
  noneFound: "No quick reply fits; Enter sends what is written.",
  noneYet: "There are no quick replies yet: add some in the side panel.",
  suggestions: "Answers that may fit",
  suggestionHint: (key: number) => `Alt+${key} writes it`,
  hideSuggestions: "Hide the suggestions",
  own: "own",

  // the tab
  parts: { quick: "Quick replies", knowledge: "Knowledge", contributions: "Suggested", news: "News" },
  unread: (count: number) => `News ${count}`,
  search: "Search",
  searchQuick: "Title, pinyin or text",
  searchKnowledge: "Search as a visitor would ask",
  write: "Write",
  send: "Send",
  edit: "Edit",
  remove: "Delete",
  confirmRemove: "Really delete?",
  save: "Save",
  cancel: "Cancel",
  noCategory: "Others",

  // a quick reply
  add: "Add a quick reply",
  title: "Title",
  category: "Category",
  text: "Text",
  variables: "Filled in when it is used:",
  shared: "For all agents",
  importFile: "Import CSV",
  exportFile: "Export CSV",
  taken: (count: number, of: number) => `${count} of ${of} are in.`,
  stopped: (count: number) => `${count} are in, then:`,
  faulty: (row: number, what: string) => `Row ${row} cannot be read: ${what}`,
  tooLarge: "That file is too large.",

  // knowledge
  frequent: "Asked most",
  found: "Found",
  nothingFound: "Nothing is known about that.",
  nothingKnown: "Nothing is published yet.",
  sure: (percent: number) => `${percent} %`,
  contribute: "Contribute an answer",
  question: "Question, as visitors ask it",
  answer: "Answer",
  contributed: "Thank you: it waits for a decision.",

  // contributions
  noContributions: "Nothing was suggested yet.",
  states: { waiting: "waiting", approved: "in the draft", rejected: "rejected" } as Readonly<Record<string, string>>,
  reason: "Reason, for who suggested it",
  approve: "Take it in",
  reject: "Reject",

  // news
  noNews: "Nothing is new.",
  notRead: "not read",
  isNew: "new",
  isChanged: "changed",
  markAll: "Mark all as read",
  markRead: "Read",
  older: "Show more",
};

export type ReplyWords = typeof EN;
