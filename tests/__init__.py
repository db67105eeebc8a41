"""What Guihang promises, as sentences that run."""
