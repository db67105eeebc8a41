"""The planted bugs, by the part of the kernel that they are in."""
