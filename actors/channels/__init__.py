"""Where visitors come from: a page, an app, a program, each with its own way in."""
