"""The kernel that every department stands on; no department's noun is in it."""
