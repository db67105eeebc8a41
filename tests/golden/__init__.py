"""Every event and message as it was first released, and that today's code still reads it so."""
