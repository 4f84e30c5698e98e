"""Passages of documents, their vectors and their words: what is searched, built once and kept on disk."""
