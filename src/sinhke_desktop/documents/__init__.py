"""What is printed: the official letter layout, visit forms and reports, drawn with ReportLab."""
