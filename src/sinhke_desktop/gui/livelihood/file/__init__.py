"""The model's file: one section for each part of it, shown one at a time."""
