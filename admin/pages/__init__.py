"""The pages of administration: rendered here, changed over `admin.api`.

A module per noun: what its page shows, read from the same office as the API does; its
texts in `phrases/NOUN.py`, its markup in `templates/NOUN.html`. What changes something
is a form or button with the address of a route of the API (`hx-post` and its like);
`admin/web/panel` sends it as JSON and shows the answer or the refusal.
"""
