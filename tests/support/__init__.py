"""What the tests need from the machine: servers found, installed or started by the tests."""
