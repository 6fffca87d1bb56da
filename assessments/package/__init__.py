"""What this floor adds to a curriculum package: questions, practical forms, quizzes."""
