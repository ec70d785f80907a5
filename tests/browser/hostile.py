"""Texts that would be run as scripts by a page that trusted them.

Each sets `window.__xss`. After the OWASP cheat sheet on evading filters, one of each
kind of place: elements, attributes, URLs, markdown's own ways, and how names of files
and templates break out of what surrounds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gateway.wire.bodies import (
    MarkdownBody,
    OrderBody,
    OrderField,
    ProductBody,
    SentBody,
    TextBody,
)

IMAGE: Final = "<img src=x onerror=window.__xss=1>"
"""Where one is enough."""
HOSTILE: Final = (
    "<script>window.__xss=1</script>",
    "<img src=x onerror=window.__xss=1>",
    "<svg/onload=window.__xss=1>",
    "<svg><script href=data:,window.__xss=1 /></svg>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
    "<iframe src=javascript:parent.__xss=1></iframe>",
    "<details open ontoggle=window.__xss=1>",
    "<input autofocus onfocus=window.__xss=1>",
    "<style>@import 'data:text/css,*{}';</style><body onload=window.__xss=1>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.__xss=1>",
    '<noscript><p title="</noscript><img src=x onerror=window.__xss=1>">',
    "</script><script>window.__xss=1</script>",
    '"><script>window.__xss=1</script>',
    "' onmouseover='window.__xss=1' x='",
    '" autofocus onfocus="window.__xss=1',
    "{{constructor.constructor('window.__xss=1')()}}",
    "${window.__xss=1}",
    '<!--<img src="--><img src=x onerror=window.__xss=1>',
)
"""Anywhere."""

HOSTILE_MARKDOWN: Final = (
    "[click](javascript:window.__xss=1)",
    "[click](JaVaScRiPt&colon;window.__xss=1)",
    "[click](java\tscript:window.__xss=1)",
    "[click](data:text/html,<script>opener.__xss=1</script>)",
    "[click](vbscript:window.__xss=1)",
    '![x](x"onerror="window.__xss=1)',
    "![x](javascript:window.__xss=1)",
    "<javascript:window.__xss=1>",
    "[x]: javascript:window.__xss=1\n[click][x]",
    "`<img src=x onerror=window.__xss=1>`",
    "```html\n<img src=x onerror=window.__xss=1>\n```",
    "| <img src=x onerror=window.__xss=1> |\n| --- |\n| x |",
)
"""Where markdown is read; what can be pressed is pressed."""


def bodies() -> Iterator[SentBody]:
    """Messages with them, in each place of each kind."""
    for text in HOSTILE:
        yield TextBody(text)
        yield MarkdownBody(text)
    for text in HOSTILE_MARKDOWN:
        yield MarkdownBody(text)
    for text in (IMAGE, HOSTILE[13], HOSTILE[14]):
        field = OrderField(text[:64], text)
        yield OrderBody(text, guide=text, desc=text, fields=(field,))
        yield ProductBody(text, url="https://shop.example/?q=1", desc=text)
