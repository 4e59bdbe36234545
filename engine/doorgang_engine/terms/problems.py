"""What can be wrong with a term. `code` is stable, the message is Dutch and for people.

TermProblem
├── DurationInvalid          duration_invalid           this text is not a duration
├── MomentNaive              moment_naive               this moment has no time zone
├── CalendarUnknown          calendar_unknown           the calendar does not know these days
├── TermConfigurationInvalid term_configuration_invalid a configuration file cannot be read
│   ├── TermRuleInvalid      term_rule_invalid          a rule that means nothing
│   └── TermOverrideRefused  term_override_refused      a region wants what it may not
├── TermUnknown              term_unknown               no rule has this id
├── RegionUnknown            region_unknown             no region has this key
├── TermRecordInvalid        term_record_invalid        a stored term cannot be read
└── TermActRefused           term_act_refused           this may not be done to this term
    ├── TermDateImpossible   term_date_impossible       not on this date
    ├── TermNotRunning       term_not_running           it is suspended, or over
    ├── TermNotSuspended     term_not_suspended         there is nothing to resume
    ├── TermNotSuspendable   term_not_suspendable       its rule allows no suspension
    ├── TermNotExtendable    term_not_extendable        its rule allows no extension
    ├── TermAlreadyExtended  term_already_extended      once is once
    ├── TermExtensionTooLong term_extension_too_long    longer than its rule or the law allows
    ├── TermNotPassed        term_not_passed            its last day is not over
    └── TermReasonMissing    term_reason_missing        the act needs a reason in words
"""

from __future__ import annotations

from doorgang_engine.errors import EngineError


class TermProblem(EngineError):
    """Anything that can be wrong with a term; never raised itself."""

    code = "term_problem"


class DurationInvalid(TermProblem):
    """The text is not a duration, or not one that fits here."""

    code = "duration_invalid"


class MomentNaive(TermProblem):
    """The moment says no time zone, so it is not a moment."""

    code = "moment_naive"


class CalendarUnknown(TermProblem):
    """The calendar has no data for the day: better no answer than a guessed one."""

    code = "calendar_unknown"


class TermConfigurationInvalid(TermProblem):
    """A configuration file says something that cannot be read."""

    code = "term_configuration_invalid"


class TermRuleInvalid(TermConfigurationInvalid):
    """A term rule lacks something or contradicts itself."""

    code = "term_rule_invalid"


class TermOverrideRefused(TermConfigurationInvalid):
    """A region changes what the law or the base does not let it change."""

    code = "term_override_refused"


class TermUnknown(TermProblem):
    """No rule has this id."""

    code = "term_unknown"


class RegionUnknown(TermProblem):
    """No region has this key."""

    code = "region_unknown"


class TermRecordInvalid(TermProblem):
    """A stored term is of another version or incomplete."""

    code = "term_record_invalid"


class TermActRefused(TermProblem):
    """This may not be done to this term."""

    code = "term_act_refused"


class TermDateImpossible(TermActRefused):
    """The act cannot have taken place on this date."""

    code = "term_date_impossible"


class TermNotRunning(TermActRefused):
    """The term is suspended, or over."""

    code = "term_not_running"


class TermNotSuspended(TermActRefused):
    """The clock of the term is not stopped."""

    code = "term_not_suspended"


class TermNotSuspendable(TermActRefused):
    """The rule of the term allows no suspension."""

    code = "term_not_suspendable"


class TermNotExtendable(TermActRefused):
    """The rule of the term allows no extension."""

    code = "term_not_extendable"


class TermAlreadyExtended(TermActRefused):
    """The term was extended before, and may be once."""

    code = "term_already_extended"


class TermExtensionTooLong(TermActRefused):
    """The extension goes beyond what the rule or the law allows."""

    code = "term_extension_too_long"


class TermNotPassed(TermActRefused):
    """The last day of the term is not over."""

    code = "term_not_passed"


class TermReasonMissing(TermActRefused):
    """The act must be given a reason in words."""

    code = "term_reason_missing"
