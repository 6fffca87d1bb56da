"""The phone without a signal: the shell, and content in fragments that are addressed by what they say."""
