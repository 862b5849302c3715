"""Pages out of templates. They are in Swedish, as Fortnox's own are, and need nothing of the product."""

from collections.abc import Mapping
from pathlib import Path

from django.template import Context, Engine

from integrations.fortnox.simulator.web.reply import HTML, Reply

ROOT = Path(__file__).resolve().parents[4]
STATIC = ROOT / "static" / "fortnox_simulator"
STATIC_PREFIX = "/_static/"

_ENGINE = Engine(dirs=[str(ROOT / "templates")], builtins=["integrations.fortnox.simulator.web.pages.amounts"])
_PROTECTION = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def page(name: str, shown: Mapping[str, object], *, status: int = 200) -> Reply:
    """Render a page of templates/fortnox_simulator/."""
    content = _ENGINE.get_template(f"fortnox_simulator/{name}").render(Context(dict(shown)))
    return Reply(status, content.encode(), HTML, dict(_PROTECTION))


def static_file(path: str) -> Reply:
    """Give a style sheet or a picture."""
    name = path.removeprefix(STATIC_PREFIX)
    found = next((file for file in STATIC.iterdir() if file.name == name and file.suffix in _TYPES), None)
    if found is None:
        return Reply(404, b"", "text/plain")
    return Reply(200, found.read_bytes(), _TYPES[found.suffix], {"Cache-Control": "no-cache"})
