"""A small real department under the real gateway, and what every department's pages promise."""
