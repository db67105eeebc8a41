"""The law of tests and breaches, and the numbers it goes by, table by date."""
