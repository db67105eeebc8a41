"""The designated health institution."""
