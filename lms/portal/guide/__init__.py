"""Calm guidance on ``/saya/``: what changed, what to refresh, whom to practise with. Never a streak, never a nag."""
