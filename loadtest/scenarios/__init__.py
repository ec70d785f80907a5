"""The scenarios, one a module; `catalogue` lists them."""
