"""Measuring: gold questions and retrieval sets go in, tables with intervals and a gate come out."""
