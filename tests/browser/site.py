"""Somebody else's site on this machine: a page that loads the widget."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class _Page(BaseHTTPRequestHandler):
    """Answers everything with one page."""

    def __init__(self, html: str, *args: object) -> None:
        self._html = html.encode()
        super().__init__(*args)  # type: ignore[arg-type] # as the server gives them

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self._html)))
        self.end_headers()
        self.wfile.write(self._html)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests are quiet."""


class Site:
    """Where a page is served.

    Attributes:
        origin: `http://localhost:port`: another site than a service at 127.0.0.1.
    """

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        self.origin = f"http://localhost:{self._server.server_port}"

    @contextmanager
    def showing(self, html: str) -> Generator[None]:
        """Serves that page while the body runs."""
        self._server.RequestHandlerClass = partial(_Page, html)
        thread = Thread(target=self._server.serve_forever, name="site")
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()
