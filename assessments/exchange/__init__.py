"""Items that come and go as files: a spreadsheet of our own, and Moodle's XML. Knows no database."""
