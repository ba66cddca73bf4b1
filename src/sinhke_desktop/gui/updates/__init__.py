"""New versions of the program by stick: a tab of the settings, and what is said after a start."""
