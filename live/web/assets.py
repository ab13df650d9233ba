"""Our own files: templates, scripts and styles, from the source tree or from the wheel."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PACKAGE = Path(__file__).parent.parent
IMPORT = re.compile(r'(?:from|import) "(\.{1,2}/[^"]+)"')
FOREVER = "public, max-age=31536000, immutable"


def folder(name: str) -> Path:
    """Where ``static`` or ``templates`` lies: in the package once installed, else beside it."""
    installed = PACKAGE / f"_{name}"
    return installed if installed.is_dir() else PACKAGE.parent / name


@cache
def version() -> str:
    """A name for the present contents of all static files."""
    state = sha256()
    for path in sorted(filter(Path.is_file, folder("static").rglob("*"))):
        state.update(path.name.encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:12]


def url(path: str) -> str:
    """The address of a static file: it changes with its contents, and can be kept for ever."""
    return f"/static/{version()}/{path}"


@cache
def imports(script: str) -> list[str]:
    """All modules that a script imports, directly or by others, by their paths."""
    root = folder("static").resolve()
    found: list[Path] = []
    waiting = [root / script]
    while waiting:
        module = waiting.pop()
        named = IMPORT.findall(module.read_text(encoding="utf-8"))
        fresh = {(module.parent / name).resolve() for name in named} - {*found}
        found += fresh
        waiting += fresh
    return sorted(module.relative_to(root).as_posix() for module in found)


class Static(StaticFiles):
    """``/static/{version}/…``; an older page's version finds the present files, uncached."""

    def __init__(self) -> None:
        super().__init__(directory=folder("static"))

    async def get_response(self, path: str, scope: Scope) -> Response:
        asked, _, rest = path.partition("/")
        if not rest:
            raise HTTPException(404)
        response = await super().get_response(rest, scope)
        response.headers["Cache-Control"] = FOREVER if asked == version() else "no-cache"
        return response
