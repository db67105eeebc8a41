"""How Guihang is put together and run."""
