"""What forms and programs are asked for in the town's own affairs, and what programs are told."""
