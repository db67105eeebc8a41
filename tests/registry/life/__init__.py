"""The course of a case against a model of its own."""
