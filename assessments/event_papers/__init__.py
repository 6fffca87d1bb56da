"""The papers of an event: filled from it and from its office, with what only people know typed in."""
