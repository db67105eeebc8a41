"""Reporting on HTTP: rates that open what they count, and the dossier of a case."""
