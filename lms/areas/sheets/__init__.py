"""Between the bytes of a spreadsheet and clean rows, and back. Knows no people and no database."""
