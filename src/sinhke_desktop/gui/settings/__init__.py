"""Cài đặt: the commune, its hamlets, the password, how the window looks."""
