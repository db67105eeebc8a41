"""What identity goes by. All of these refuse acts of the system: nothing here is a fact of life."""
