"""Knowledge as spreadsheets: files of rows, and what a row says (R3)."""
