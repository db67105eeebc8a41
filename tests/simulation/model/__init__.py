"""What must be true of a town: promises, files, verdict; no code of the kernel is used here."""
