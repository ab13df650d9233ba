"""Pages: Jinja2 templates in the language of whoever looks."""

from functools import cache, partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from live.domain.text import LIMITS
from live.i18n import (
    SOURCE,
    browser_catalogue,
    direction,
    language_name,
    languages,
    negotiate,
    translated,
    translations,
)
from live.record.bidi import plain
from live.record.templates import apart
from live.web import assets, codes, identity
from live.web.times import clock_time, exact_time, long_date, span

LANGUAGE_COOKIE = "lang"


@cache
def environment(language: str) -> Environment:
    """The templates, speaking one language."""
    made = Environment(
        loader=FileSystemLoader(assets.folder("templates")),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"apart": apart, "bare": plain}
    made.globals |= {
        "lang": language,
        "dir": direction(language),
        "languages": languages(),
        "static": assets.url,
        "script": partial(script, language=language),
        "translated": partial(translated, language),
        "catalogue_url": catalogue_url(language),
        "limits": LIMITS,
        "shown_code": codes.shown,
        "long_date": lambda at, zone: long_date(at, zone, language),
        "clock_time": clock_time,
        "exact_time": exact_time,
        "span": span,
        "language_name": partial(language_name, language=language),
    }
    return made


def script(path: str, language: str) -> Markup:
    """A script, what it imports, and what it says: all are fetched at once, and none waits for
    another."""
    hints = [
        Markup('<link rel="modulepreload" href="{}">').format(assets.url(module))
        for module in assets.imports(path)
    ]
    if language != SOURCE:
        texts = Markup('<link rel="preload" as="fetch" crossorigin href="{}">')
        hints.append(texts.format(catalogue_url(language)))
    entry = Markup('<script type="module" src="{}"></script>').format(assets.url(path))
    return Markup("\n").join([entry, *hints])


@cache
def catalogue(language: str) -> bytes:
    """What the scripts say, as JSON."""
    return msgspec.json.encode(browser_catalogue(language))


def catalogue_url(language: str) -> str:
    return f"/i18n/{language}.{sha256(catalogue(language)).hexdigest()[:12]}.json"


def language_of(request: Request) -> str:
    """The language to answer in: as asked for here, as chosen before, as the browser prefers."""
    asked = request.query_params.get("lang")
    if asked in languages():
        return asked
    return negotiate(request.headers.get("accept-language"), request.cookies.get(LANGUAGE_COOKIE))


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page. Choosing a language by ``?lang=`` is remembered in a cookie."""
    language = language_of(request)
    made = environment(language).get_template(template)
    response = HTMLResponse(made.render(page_url=_without_language(request), **context), status)
    if request.query_params.get("lang") == language:
        remember_language(request, response, language)
    return response


def remember_language(request: Request, response: Response, language: str) -> None:
    cookie = identity.cookie(request.app.state.settings, LANGUAGE_COOKIE, language, "/")
    response.headers.append("set-cookie", cookie)


def translate(request: Request, text: str) -> str:
    return translated(language_of(request), text)


def _without_language(request: Request) -> str:
    """This page, relative to itself, ready for ``lang=…`` to be added."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"?{urlencode([*rest, ('lang', '')])}"
