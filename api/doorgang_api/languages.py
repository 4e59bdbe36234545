"""In which language a page speaks: Dutch is the source, English is a catalog beside it.

The words stand in the code in Dutch, wrapped in ``gettext``; ``translations/<language>`` has them
in the other language (GNU gettext; ``tools/languages`` takes them out and makes the catalogs).
What people or the law wrote (names of routes, questions of a form, letters) is not translated
here: it stands in its own language, and a page in another language says which (WCAG 3.1.2).
"""

from __future__ import annotations

import gettext as catalogs
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flask import has_request_context, request
from jinja2 import pass_eval_context
from markupsafe import Markup, escape

from .cookies import LANGUAGE, read_cookie

if TYPE_CHECKING:
    from flask import Flask
    from jinja2.nodes import EvalContext

SOURCE: Final = "nl"
#: Every language that a page can speak, by its own name.
LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}
_DOMAIN = "doorgang"
_DIRECTORY = Path(__file__).parent / "translations"
_CHOSEN = "doorgang.language"


class LazyText(str):
    """Words that are translated when they are shown, for tables made before anybody visits.

    As a text of its own it is the Dutch one: joined or compared it stays Dutch.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return gettext(self[:])

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __mod__(self, values: Any) -> str:
        return str(str(self) % values)

    def __html__(self) -> str:
        return str(escape(str(self)))


def language() -> str:
    """Return the language of the page that is being made: the visitor's choice, else Dutch."""
    if not has_request_context():
        return SOURCE
    known = request.environ.get(_CHOSEN)
    if known is None:
        asked = read_cookie(LANGUAGE)
        known = asked if asked in LANGUAGES else SOURCE
        request.environ[_CHOSEN] = known
    return str(known)


def gettext(words: str, /, **values: Any) -> str:
    """Return words in the language of the page, with ``%(name)s`` filled in."""
    found = catalog(language()).gettext(words)
    return found % values if values else found


def ngettext(one: str, many: str, n: int, /, **values: Any) -> str:
    """Return the words for a number, with ``%(num)s`` and the rest filled in."""
    found = catalog(language()).ngettext(one, many, n)
    return found % {"num": n, "n": n, **values}


def lazy_gettext(words: str) -> LazyText:
    """Return words that are translated when they are shown."""
    return LazyText(words)


def register(app: Flask) -> None:
    """Teach the templates ``_()`` and ``{% trans %}``."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _plain, _plain_many, newstyle=True
    )
    app.jinja_env.globals.update(language=language, LANGUAGES=LANGUAGES, _=_shown)


@pass_eval_context
def _shown(context: EvalContext, words: str, /, **values: Any) -> str:
    """Say words on a page. A page says hundreds: what one is in a language is made once."""
    if not context.autoescape:
        return gettext(words, **values)
    if values:
        return _marked(language(), words) % values
    return _said(language(), words)


@cache
def _marked(name: str, words: str) -> Markup:
    return Markup(catalog(name).gettext(words))  # noqa: S704 - of the code, never of a visitor


@cache
def _said(name: str, words: str) -> Markup:
    return _marked(name, words) % {}  # "%%" stands for a sign


def _plain(words: str) -> str:
    return catalog(language()).gettext(words)


def _plain_many(one: str, many: str, n: int) -> str:
    return catalog(language()).ngettext(one, many, n)


@cache
def catalog(name: str) -> catalogs.NullTranslations:
    """Return the catalog of a language; Dutch is the source and has none.

    :raises FileNotFoundError: if it was not made (``make setup`` does).
    """
    if name == SOURCE:
        return catalogs.NullTranslations()
    return catalogs.translation(_DOMAIN, localedir=_DIRECTORY, languages=[name])
