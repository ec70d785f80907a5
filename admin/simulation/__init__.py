"""`triodesk simulate`: a day of a desk under a virtual clock, and what if."""
