// An agent's own figures, in English.

import type { FigureName } from "./model/figure_rows.ts";

export const EN = {
  title: "My figures",
  figure: "Figure",
  today: "Today",
  week: "This week",
  asOf: (time: string) => `As of ${time}.`,
  names: {
    served: "Sessions served", first: "First response", average: "Average response", handling: "Handling time",
    solved: "Solved", satisfaction: "Satisfaction", stars: "Stars", transferred: "Handed over", silent: "Not taken",
  } as Readonly<Record<FigureName, string>>,
  meanings: {
    served: "stretches of a session that you served",
    first: "from a visitor's wish for people to your first message",
    average: "from a visitor's message to your next one",
    handling: "from the assignment to the end of your service",
    solved: "of the sessions noted as solved or not",
    satisfaction: "of the ratings with four stars or five",
    stars: "average, and how many ratings",
    transferred: "of your sessions that went on to others",
    silent: "offers that you declined or let lapse",
  } as Readonly<Record<FigureName, string>>,
};
