"""The departments of the town, one package each; they never import one another."""
