"""Reading: a file becomes a clean text with sections and tables, every character knowing its place in the file."""
