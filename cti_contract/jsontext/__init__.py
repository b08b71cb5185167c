"""JSON as text: the strict parser, and the places in a text."""
