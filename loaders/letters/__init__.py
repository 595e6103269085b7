"""The sample letters, as published."""
