"""Our own files: templates, scripts and styles, from the source tree or from the wheel."""

import gzip
import re
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

import msgspec
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PACKAGE = Path(__file__).parent.parent
IMPORT = re.compile(r'(?:from|import) "(\.{1,2}/[^"]+)"')
SMALLEST_ZIPPED = 1024
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


class File(msgspec.Struct, frozen=True):
    """``zipped``: the same, smaller; None where it would not be."""

    kind: str
    tag: str
    body: bytes
    zipped: bytes | None


@cache
def files() -> dict[str, File]:
    """All static files by their paths. A page has dozens, and a room full of phones opens it in
    the same minute: nothing of this is read or zipped twice."""
    root = folder("static")
    found = filter(Path.is_file, root.rglob("*"))
    return {path.relative_to(root).as_posix(): _file(path) for path in found}


def _file(path: Path) -> File:
    body = path.read_bytes()
    kind = guess_type(path.name)[0] or "application/octet-stream"
    zipped = gzip.compress(body, mtime=0) if len(body) >= SMALLEST_ZIPPED else None
    smaller = zipped if zipped and len(zipped) < len(body) else None
    return File(kind, f'"{sha256(body).hexdigest()[:20]}"', body, smaller)


async def static(scope: Scope, receive: Receive, send: Send) -> None:
    """``/static/{version}/…``; an older page's version finds the present files, uncached."""
    if scope["method"] not in ("GET", "HEAD"):
        raise HTTPException(405)
    inside: str = scope["path"].removeprefix(scope.get("root_path", ""))
    asked, _, rest = inside.removeprefix("/").partition("/")
    file = files().get(rest)
    if file is None:
        raise HTTPException(404)
    request = Headers(scope=scope)
    headers = {
        "Cache-Control": FOREVER if asked == version() else "no-cache",
        "ETag": file.tag,
        "Vary": "Accept-Encoding",
    }
    known = {tag.strip().removeprefix("W/") for tag in request.get("if-none-match", "").split(",")}
    if file.tag in known:
        answer = Response(status_code=304, headers=headers)
    elif file.zipped and "gzip" in request.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        answer = Response(file.zipped, headers=headers, media_type=file.kind)
    else:
        answer = Response(file.body, headers=headers, media_type=file.kind)
    await answer(scope, receive, send)
