"""How the reader is taught: `python -m retrieval teach`. Nothing that answers needs this package."""
