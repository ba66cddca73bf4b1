"""Dữ liệu cá nhân: requests, access log, restriction and erasure, what is sensitive, covering it on shared screens."""
