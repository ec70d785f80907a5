"""Administration over HTTP, for the pages of `admin.pages` and for programs (M11).

A module per noun: its routes below `/api/v1`, a few lines each over an office that
knows the rules. What a route is for, who may ask and what it takes is declared beside
its handler (`admin.api.contract`), and enforced of that (`admin.api.door`).
"""
