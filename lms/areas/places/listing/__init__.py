"""Lists of posyandu: read, planned, applied, written. A list says what is; it closes, moves and erases nothing."""
