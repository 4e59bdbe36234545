"""A region with a database: shipped routes, an organisation of every kind, and a settable day."""

from __future__ import annotations

from tests.small_route import bundle_of

from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.kpi.definitions import read_definitions
from doorgang_engine.kpi.periods import Period
from doorgang_engine.kpi.report import reckon_figures
from doorgang_engine.messages import deliver_message
from doorgang_engine.model import Actor, Organisation, TaskStatus
from doorgang_engine.routes.scenarios import lay_over
from doorgang_engine.subject import Subject
from doorgang_engine.tasks import complete_task
from doorgang_engine.timers import fire_due_timers

from .told import ROOT, bundle, library, moment

NOOR = Subject(given_name="Noor", family_name="van den Voorbeeld")


class Desk:
    """Everybody who works on the cases of one route in one region."""

    def __init__(self, parts, route, region, *, stood_in=()):
        self.parts, self.route, self.region = parts, route, region
        self.content, self._runnable = bundle(route, region, stood_in)
        kinds = sorted({role["organisatie"] for role in library().roles.values()})
        self.organisations = {kind: f"{kind}-proef" for kind in kinds}
        with parts.new_uow() as uow:
            uow.bundles.publish(bundle_of(self.content))
            uow.organisations.add(
                [
                    Organisation(region=region, id=key, kind=kind, name=kind)
                    for kind, key in self.organisations.items()
                ]
            )

    def begun(self, *, on, at, subject=NOOR, **filled):
        """Begin a case on a day; return its id."""
        model = self._runnable.program.models[self.route]
        form = next(one for one in model.start_events() if one.id == at).get("formulier")
        example = self.content["forms"][form]["example"] if form else {}
        case = start_case(
            beginning=Beginning(
                region=self.region,
                route=self.route,
                subject=subject,
                start_event=at,
                submission=lay_over(example, filled),
                participants=self.organisations,
            ),
            actor=self._actor("regiocoordinator", by="rik"),
            parts=self.parts,
            now=moment(on),
        )
        return case.id

    def until(self, on):
        """Let time pass for all cases."""
        swept = fire_due_timers(parts=self.parts, at=moment(on))
        assert not swept.failed
        return self

    def done(self, case, element, *, on, by="", **filled):
        """Complete a task of a case on a day."""
        task = next(one for one in self.tasks(case) if one.element == element)
        data = lay_over(self.content["forms"][task.form]["example"], filled)
        return complete_task(
            task_id=task.id,
            submission=data,
            actor=self._actor(task.role, by=by or task.role),
            parts=self.parts,
            now=moment(on),
        )

    def told(self, case, name, *, on, role, form, **filled):
        """Deliver a message to a case on a day."""
        return deliver_message(
            case_id=case,
            name=name,
            payload=lay_over(self.content["forms"][form]["example"], filled),
            actor=self._actor(role, by=role),
            parts=self.parts,
            now=moment(on),
        )

    def tasks(self, case):
        """Return the open tasks of a case."""
        with self.parts.new_uow() as uow:
            return [one for one in uow.tasks.of_case(case) if one.status is TaskStatus.OPEN]

    def open(self, case):
        """Return what waits for people in a case."""
        return sorted(one.element for one in self.tasks(case))

    def notices(self, case, role):
        with self.parts.new_uow() as uow:
            organisation = self.organisations[library().roles[role]["organisatie"]]
            found = uow.notices.page(
                region=self.region, organisation=organisation, roles=[role], limit=100
            )
        return [one.text for one in found if one.case_id == case]

    def figure(self, key, *, on, school_year=2026):
        """Return the value of a figure on a day, as the coordinator sees it."""
        all_of_them = read_definitions(config_dir=ROOT / "config")
        definitions = [one for one in all_of_them if one.key == key]
        with self.parts.new_uow() as uow:
            (found,) = reckon_figures(
                region=self.region,
                period=Period(school_year=school_year),
                definitions=definitions,
                sees_cases=True,
                uow=uow,
                now=moment(on),
            )
        return found.whole.value

    def _actor(self, role, *, by):
        kind = library().roles[role]["organisatie"]
        organisation = self.organisations[kind]
        return Actor(id=by, role=role, organisation=organisation, region=self.region)
