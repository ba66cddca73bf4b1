"""Báo cáo: a month's report beside its wording."""
