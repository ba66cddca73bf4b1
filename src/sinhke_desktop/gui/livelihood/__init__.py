"""Mô hình sinh kế: the candidates and the choice; then stages, money, the monthly follow-up."""
