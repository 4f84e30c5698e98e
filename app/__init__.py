"""The chat page and the commands that ask the pipeline."""
