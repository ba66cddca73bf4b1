"""Opening the data file with the password or the recovery code."""
