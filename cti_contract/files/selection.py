"""The choice of the problems that are reported: by code, by place in the message, and by file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cti_contract.codes import CODES
from cti_contract.files.globs import Glob, any_covers
from cti_contract.files.unchecked import is_unchecked
from cti_contract.files.wildcards import Wildcards
from cti_contract.problems import Problem
from cti_contract.suggest import suggestion
from cti_contract.text import quote

#: As in `streams`, which cannot be imported here: it imports `results`.
_STANDARD_INPUT = "-"
_SIGNS = re.compile(r"\*\*?")


class Rule(NamedTuple):
    """Problems of one code, `*` for all, and, if there is a pattern, at the places that it matches."""

    code: str
    pointer: Wildcards | None

    def matches(self, problem: Problem) -> bool:
        """Return whether a problem is one of these."""
        is_code = self.code in ("*", problem.code)
        return is_code and (self.pointer is None or self.pointer.match(problem.pointer))


class Selection(NamedTuple):
    """The rules by which problems are reported.

    A problem is reported if no rule of `select` is there or one matches it, or if it says that something was not
    checked; and if neither a rule of `ignore` nor one of `per_file` for its file matches. With `strict`, warnings are
    errors.
    """

    select: tuple[Rule, ...] = ()
    ignore: tuple[Rule, ...] = ()
    per_file: tuple[tuple[Glob, tuple[Rule, ...]], ...] = ()
    strict: bool = False

    def of(self, problems: Iterable[Problem], file: str | None) -> list[Problem]:
        """Return the problems of a file that are reported, with the severity that they have then."""
        per_file = _rules_for(self.per_file, file) if self.per_file and file not in {None, _STANDARD_INPUT} else ()
        return [self._severe(problem) for problem in problems if self._has(problem, per_file)]

    def _has(self, problem: Problem, per_file: tuple[Rule, ...]) -> bool:
        is_selected = not self.select or is_unchecked(problem) or any(rule.matches(problem) for rule in self.select)
        return is_selected and not any(rule.matches(problem) for rule in (*self.ignore, *per_file))

    def _severe(self, problem: Problem) -> Problem:
        return problem._replace(severity="error") if self.strict and problem.severity != "error" else problem


@lru_cache(maxsize=64)
def _rules_for(per_file: tuple[tuple[Glob, tuple[Rule, ...]], ...], file: str) -> tuple[Rule, ...]:
    return tuple(rule for glob, rules in per_file if any_covers([glob], file) for rule in rules)


def rule_of(text: str) -> Rule:
    """Return the rule that a text describes: `CODE` or `CODE:POINTER`.

    In the pointer, `*` is any text in one step, and `**` any steps. Raises ValueError if there is no such code.

    >>> rule_of("unknown-member:/context/**").code
    'unknown-member'
    """
    code, colon, pointer = text.partition(":")
    if code != "*" and code not in CODES:
        hint = suggestion(code, tuple(CODES))
        raise ValueError(f"unknown code {quote(code)}" + (f" (did you mean {quote(hint)}?)" if hint else ""))
    if pointer and not pointer.startswith(("/", "*")):
        raise ValueError(f"after the colon, a place such as /data/* is expected, not {quote(pointer)}")
    return Rule(code, Wildcards(pointer, _SIGNS) if colon else None)
