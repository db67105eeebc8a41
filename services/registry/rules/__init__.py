"""The law of reporting, terms and agreements, and the numbers it goes by, table by date."""
