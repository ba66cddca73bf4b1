"""Excel files, read in a child process that is limited in memory and time."""
