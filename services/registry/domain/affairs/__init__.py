"""What the town keeps on file of its own affairs, beside persons and cases."""
