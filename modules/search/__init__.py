"""Search over lessons and cards: one index, read by the page without script and by the phone without a signal."""
