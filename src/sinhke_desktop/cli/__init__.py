"""The command line: each command calls one service and prints text or JSON."""
