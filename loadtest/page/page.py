"""Renders a template in the common frame: one HTML file that needs no network.

A template begins with `{% extends "page.html" %}` and fills the blocks `head` (title
and what is to be known first), `body` and `foot`. In it `words(Phrase.X, name=value)`
gives a text in the reader's language, `shown(value, Unit.SECONDS)` a figure; charts are
passed in as `chart` makes them. Everything else is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from gateway.console.phrases import Words
from loadtest.page.quantity import Unit, shown


def render(
    package: str,
    template: str,
    words: Words,
    *,
    title: str,
    phrases: Sequence[type] = (),
    **values: object,
) -> str:
    """The page's HTML.

    Args:
        package: whose directory `templates` has the template.
        template: its name there.
        words: of the reader's language.
        title: of the page, as tabs and bookmarks show it.
        phrases: enumerations that the template names, by their own names.
        **values: what else it names.

    Raises:
        jinja2.TemplateError: a template is wrong, or names what is not there.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("loadtest.page")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    named = {one.__name__: one for one in (*phrases, Unit)}
    return environment.get_template(template).render(
        named | {"words": words, "shown": shown, "title": title} | values
    )
