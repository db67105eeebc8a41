"""What people see, in a real browser that can reach nothing but our own server.

Run in a pytest call of their own: `GUIHANG_UNPATCHED=1 pytest tests/browser`.
"""
