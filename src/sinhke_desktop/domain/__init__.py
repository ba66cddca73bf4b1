"""What is true of a household, a review, a livelihood model. Standard library only; no clock, file or database."""
