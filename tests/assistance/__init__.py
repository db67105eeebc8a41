"""The social affairs centre."""
