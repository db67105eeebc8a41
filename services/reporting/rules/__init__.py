"""What the town's rates count, and by which article a signature may be missing."""
