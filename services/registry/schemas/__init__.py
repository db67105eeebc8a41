"""The edges of registry: what its forms and its API ask for, and what the API answers."""
