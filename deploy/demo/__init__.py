"""A demonstration town: invented people, three years of history, by the real commands."""
