"""The demo's web server: waitress, with uploads and one address for both names of this machine."""

import socket
from urllib.parse import quote

from waitress import create_server
from whitenoise import WhiteNoise


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def application(django, media_root, netloc):
    """pretalx with DEBUG off serves no uploads, and knows one host only: we add both."""
    # Autorefresh looks at the folder for each request: uploads appear while the server runs.
    with_media = WhiteNoise(django, root=media_root, prefix="media/", autorefresh=True)

    def one_host(environ, start_response):
        if environ.get("HTTP_HOST", netloc) != netloc:
            query = environ.get("QUERY_STRING")
            path = quote(environ.get("PATH_INFO", "/").encode("latin-1"))
            target = f"http://{netloc}{path}{f'?{query}' if query else ''}"
            start_response("307 Temporary Redirect", [("Location", target)])
            return []
        return with_media(environ, start_response)

    return one_host


def server(app, port):
    """A waitress server on both loopback addresses. Call ``run``; ``close`` stops it."""
    listen = f"127.0.0.1:{port}" + (f" [::1]:{port}" if has_ipv6() else "")
    return create_server(app, listen=listen, threads=8, ident="pretalx-ofa demo")
