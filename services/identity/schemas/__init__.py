"""What identity's forms and API ask for, and what its API answers."""
