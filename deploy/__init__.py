"""How Guihang is put together and run: command line, settings, processes, set-up of servers."""
