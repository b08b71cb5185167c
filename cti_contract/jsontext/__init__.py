"""JSON as text: reading it, and the places in it."""
