"""Backup and restore: database, uploads, papers and keys in one file, checked when written and when read."""
