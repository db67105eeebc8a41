"""The calendar of the law, case by case and property by property."""
