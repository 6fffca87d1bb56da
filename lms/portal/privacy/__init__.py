"""What the law gives people over their data (UU 27/2022): see, export, correct, erase; kept no longer than needed."""
