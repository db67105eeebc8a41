"""The file that supervision keeps on a case, and what is written into it."""
