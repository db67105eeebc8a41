"""What registry keeps on file: persons, their cases, the numbers given out, who looked up whom."""
