"""The library: routes, forms and configuration as files, made into bundles per region.

The only module of the engine, with the term register, that reads the library's files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.errors import LibraryInvalid, RegionNotFound, RouteNotFound
from doorgang_engine.letters.contract import read_letters
from doorgang_engine.terms.last_days import terms_told
from doorgang_engine.terms.own_terms import with_own_terms
from doorgang_engine.terms.periods import IN_THE_END
from doorgang_engine.terms.register import Register, Tables, build_register, read_tables
from doorgang_engine.terms.rules import rule_table

from .adopted import AdoptedDraft, fingerprint_of, laid_over
from .bundle import FORMAT, freeze
from .roles import read_roles
from .route_file import RouteFile
from .route_info import beside_a_child, read_route_info
from .table_files import BASE, read_table_files, text_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from doorgang_engine.bpmn.process import ProcessModel
    from doorgang_engine.letters.contract import LetterFile
    from doorgang_engine.terms.regions import Region

    from .unfit import UnfitDraft

__all__ = ["BASE", "LibraryFiles", "RouteFile", "assemble", "read_library"]


@dataclass(frozen=True, kw_only=True)
class LibraryFiles:
    """Everything in the library, read once."""

    routes: Mapping[str, Mapping[str, RouteFile]]  # route -> file region -> file
    forms: Mapping[str, Mapping[str, Any]]
    roles: Mapping[str, Mapping[str, str]]
    tables: Tables
    register: Register
    day: date = IN_THE_END  # as on which day register and drawings are (ADR 0028)
    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # see table_files
    letters: Mapping[str, LetterFile] = field(default_factory=dict)
    adopted: tuple[AdoptedDraft, ...] = ()  # of all regions, the one that goes before last
    unfit: tuple[UnfitDraft, ...] = ()  # adopted, and what they change stays on its version
    #: region -> term -> what its adopted drafts set of it; laid over the register of every day
    own_terms: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    def on(self, day: date) -> LibraryFiles:
        """Return the library as it is on a day: what has taken effect by then, and not yet ended.

        A case keeps what held on the day on which it began.
        """
        register = build_register(tables=self.tables, day=day)
        for region, tables in self.own_terms.items():
            register = with_own_terms(register, region=region, tables=tables)
        return replace(self, day=day, register=register)

    def seen_from(self, region: str) -> LibraryFiles:
        """Return the library as a region has it on the day: its adopted drafts laid over it."""
        holding = (one for one in self.adopted if one.region == region and one.holds(self.day))
        own = {one.route: one for one in holding}  # of one route, the last adopted
        if not own:
            return self
        terms = {key: table for one in own.values() for key, table in one.terms.items()}
        return replace(
            self,
            **laid_over(
                list(own.values()), routes=self.routes, forms=self.forms, decisions=self.decisions
            ),
            register=with_own_terms(self.register, region=region, tables=terms),
            own_terms={region: terms} if terms else {},
            adopted=(),
        )

    def fingerprint(self) -> str:
        """Return a hash over everything in the library, and over the version of the code."""
        content = {
            "version": version("doorgang"),
            "routes": {
                route: {region: [file.bpmn, dict(file.info)] for region, file in files.items()}
                for route, files in self.routes.items()
            },
            "forms": {key: dict(form) for key, form in self.forms.items()},
            "roles": {key: dict(role) for key, role in self.roles.items()},
            "tables": freeze(asdict(self.tables)),
            "holding": self.holding(),
            "decisions": {key: dict(files) for key, files in self.decisions.items()},
            "letters": {key: asdict(file) for key, file in self.letters.items()},
        }
        if holding := [one for one in self.adopted if one.holds(self.day)]:
            content["adopted"] = fingerprint_of(holding)
        if unfit := [one.draft_id for one in self.unfit if one.window.holds(on=self.day)]:
            content["unfit"] = unfit
        text = json.dumps(content, sort_keys=True, default=dict)
        return hashlib.sha256(text.encode()).hexdigest()

    def holding(self) -> list[str]:
        """Return every period and drawing that holds on the day: the same, the same library."""
        periods = [
            f"{key}: {period.name}"
            for key, region in sorted(self.register.regions.items())
            for period in region.periods
            if period.window.holds(on=self.day)
        ]
        drawings = [
            f"{route}/{region}"
            for route, files in sorted(self.routes.items())
            for region, file in sorted(files.items())
            if file.window.holds(on=self.day)
        ]
        return [*periods, *drawings]

    def route_keys(self) -> list[str]:
        """Return the keys of all routes."""
        return sorted(self.routes)

    def region_keys(self) -> list[str]:
        """Return the keys of all regions."""
        return sorted(self.register.regions)

    def region(self, key: str) -> Region:
        """Return a region.

        :raises RegionNotFound: if there is none.
        """
        if key not in self.register.regions:
            raise RegionNotFound(
                f"De regio '{key}' bestaat niet. Bekend: {', '.join(self.region_keys())}."
            )
        return self.register.regions[key]

    def file(self, route: str, region: str) -> RouteFile:
        """Return the file of a route for a region: its own shape, or the base.

        :raises RouteNotFound: if there is none.
        """
        files = self.routes.get(route)
        if not files:
            raise RouteNotFound(f"De route '{route}' staat niet in de bibliotheek.")
        own = files.get(region)
        return own if own and own.window.holds(on=self.day) else files[BASE]


def read_library(*, library_dir: Path, config_dir: Path) -> LibraryFiles:
    """Read ``processes/bpmn``, ``forms/definitions`` and the configuration.

    What holds on a certain day only is told by ``LibraryFiles.on``.

    :raises LibraryInvalid: naming the file, if one cannot be read.
    :raises TermConfigurationInvalid: naming everything that is wrong with terms and regions.
    """
    tables = read_tables(config_dir=config_dir)
    roles = read_roles(config_dir / "roles.toml")
    kinds = {role["organisatie"] for role in roles.values()}
    register = build_register(tables=tables)
    letters = read_letters(library_dir / "processes" / "letters", regions=register.regions)
    return LibraryFiles(
        routes=_routes(library_dir / "processes" / "bpmn", kinds),
        forms=_forms(library_dir),
        roles=roles,
        tables=tables,
        register=register,
        decisions=read_table_files(library_dir / "processes" / "dmn"),
        letters=letters,
    )


def assemble(
    files: LibraryFiles,
    *,
    route: str,
    region: str,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
    replace: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the content of a bundle: the route for the region, with all that it needs.

    ``replace`` puts other BPMN text in the place of a route's file (a draft).

    :raises LibraryInvalid: if a called route or a form is missing, or a process has another id
        than its route.
    """
    found = files.region(region)
    processes = _with_called(files, route, region, dict(replace or {}))
    form_keys = sorted({key for text in processes.values() for key in _model(text).form_keys()})
    missing = [key for key in form_keys if key not in files.forms]
    if missing:
        raise LibraryInvalid(
            f"De route '{route}' gebruikt formulieren die er niet zijn: {', '.join(missing)}."
        )
    _require_terms({key: files.forms[key] for key in form_keys}, found.rules)
    info = files.file(route, region).info
    return {
        **beside_a_child(info),
        **_adoptions(files, processes, region),
        **_decisions(files, processes, region),
        **_letters(files, processes, region),
        "format": FORMAT,
        "route": route,
        "region": region,
        "title": info.get("titel", route),
        "description": info.get("omschrijving", ""),
        "kind": info.get("soort", ""),
        "processes": processes,
        "forms": {key: dict(files.forms[key]) for key in form_keys},
        "exports": {key: dict(export_kinds(files.forms[key])) for key in form_keys},
        "terms": {rule.id: rule_table(rule=rule) for rule in found.rules.values()},
        "calendar": {
            "country": freeze(dict(files.tables.calendar)),
            "region": freeze(_calendar_part(files.tables.regions[region])),
        },
        "parameters": dict(found.parameters),
        "roles": {key: dict(role) for key, role in files.roles.items()},
    }


def _require_terms(forms: Mapping[str, Mapping[str, Any]], known: Collection[str]) -> None:
    """Refuse a form that tells the last day of a term that the region does not have."""
    unknown = [(key, term) for key, form in forms.items() for term in terms_told(form=form)
               if term not in known]  # fmt: skip
    if unknown:
        key, term = unknown[0]
        raise LibraryInvalid(
            f"Het formulier '{key}' rekent met de termijn '{term}', en die is er niet."
        )


def _adoptions(
    files: LibraryFiles, processes: Mapping[str, str], region: str
) -> dict[str, dict[str, dict[str, str]]]:
    """Return who adopted which of the drawings; a bundle of the library alone says nothing."""
    found = {key: dict(files.file(key, region).adoption) for key in sorted(processes)}
    said = {key: adoption for key, adoption in found.items() if adoption}
    return {"adopted": said} if said else {}


def _decisions(
    files: LibraryFiles, processes: Mapping[str, str], region: str
) -> dict[str, dict[str, str]]:
    """Return the decision tables of the routes; a bundle without any says nothing of it."""
    keys = sorted({key for text in processes.values() for key in _model(text).table_keys()})
    texts = {key: text_for(files.decisions, key, region) for key in keys}
    return {"decisions": texts} if texts else {}


def _letters(
    files: LibraryFiles, processes: Mapping[str, str], region: str
) -> dict[str, dict[str, Any]]:
    """Return the letters that the routes send; a bundle without any says nothing of it."""
    keys = sorted({key for text in processes.values() for key in _model(text).letter_keys()})
    missing = [key for key in keys if key not in files.letters]
    if missing:
        raise LibraryInvalid(f"De route stuurt brieven die er niet zijn: {', '.join(missing)}.")
    found = {
        key: {
            "contract": files.letters[key].contract.content(),
            "text": files.letters[key].text_for(region),
        }
        for key in keys
    }
    return {"letters": found} if found else {}


def _calendar_part(table: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("vakantieregio", "kb_gelijkgesteld", "schoolvakanties")
    return {key: table[key] for key in keys if key in table}


def _with_called(
    files: LibraryFiles, route: str, region: str, texts: dict[str, str]
) -> dict[str, str]:
    """Return the BPMN of the route and of every route it calls, however deep."""
    processes: dict[str, str] = {}
    todo = [route]
    while todo:
        key = todo.pop()
        if key in processes:
            continue
        processes[key] = texts[key] if key in texts else files.file(key, region).bpmn
        model = _model(processes[key])
        if model.key != key:
            raise LibraryInvalid(
                f"De route '{key}' heeft een proces met het id '{model.key[:60]}'. Geef het "
                "proces het id van de route."
            )
        todo.extend(sorted(model.called_routes()))
    return processes


@lru_cache(maxsize=128)
def _model(text: str) -> ProcessModel:
    """Return the model of a file; regions share most files."""
    return read_process(read_bpmn(text.encode()))


def _routes(directory: Path, kinds: set[str]) -> dict[str, dict[str, RouteFile]]:
    routes: dict[str, dict[str, RouteFile]] = {}
    for folder in sorted(p for p in directory.iterdir() if p.is_dir()):
        info = read_route_info(folder, kinds=kinds)
        routes[folder.name] = {
            path.stem: RouteFile(
                route=folder.name, region=path.stem, bpmn=path.read_text("utf-8"), info=info
            )
            for path in sorted(folder.glob("*.bpmn"))
        }
        if BASE not in routes[folder.name]:
            raise LibraryInvalid(f"{folder.name}: er is geen basis.bpmn.")
    return routes


def _forms(library_dir: Path) -> dict[str, dict[str, Any]]:
    """Read the forms; in a wheel they lie in ``forms``, in the source tree a level deeper."""
    directory = library_dir / "forms" / "definitions"
    directory = directory if directory.is_dir() else library_dir / "forms"
    forms = {}
    for path in sorted(directory.glob("*.json")):
        if path.name == "form.schema.json":
            continue
        try:
            forms[path.stem] = json.loads(path.read_text("utf-8"))
        except json.JSONDecodeError as error:
            raise LibraryInvalid(
                f"{path.name}: geen geldige JSON (regel {error.lineno})."
            ) from error
    return forms
