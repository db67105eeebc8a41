"""The papers of a case that the town prints: filled from the file, signed by hand."""
