"""The look of this project's reports: pages that need no network, and their charts.

`page` renders a template of any package in the common frame, `chart` draws charts as
SVG, `quantity` writes figures with their units. Nothing here knows what is reported.
"""
