"""Scripts: who says what, when; as a table for people and their programs."""
