"""The booklet: what a kader takes home on paper, of the same lessons, pictures and facts as the pages."""
