"""The rules between the messages of a log: who answers whom, which events follow, and which objects have ended.

The contract's schemas say what the rules demand of each message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from heapq import heapify, heappop, heappush
from operator import attrgetter
from typing import Any, NamedTuple

from cti_contract import problem_texts as texts
from cti_contract.contract.catalog import by_name, events
from cti_contract.contract.targets import object_kinds
from cti_contract.sessions.echo import repeats
from cti_contract.sessions.entry import Context, Entry, Finding, Sender
from cti_contract.sessions.expected_events import Came, Command, ExpectedEvents, Missed, Slot, one_each
from cti_contract.sessions.limits import Limits
from cti_contract.sessions.objects import (
    End,
    Node,
    Objects,
    Recent,
    announced_id,
    announced_type,
    announces,
    ends_its_target,
    id_pointer,
    is_within,
    kind_of,
    own_id,
)
from cti_contract.sessions.requests import Requests
from cti_contract.text import shape

START = "session.start"
LOGOUT = "session.request.logout"

#: The known types of interactions that commands for telephony cannot create.
_MULTIMEDIA = frozenset({"CHAT", "EMAIL"})
#: The most ids in use that one initialization may announce again where the log begins.
_MOST_DOUBTFUL = 10
#: The most missing events of a session whose late coming is not a second finding.
_MOST_OWED = 20
#: The most requests of a session that may have been swapped with their responses.
_MOST_SWAPS = 10
_MOST_DOTS = 4
#: The most objects below another one that are compared with one of them.
_MOST_COMPARED = 100
#: The most seconds between two messages of a log whose times are taken at once.
_LONGEST_PAUSE = 24 * 60 * 60


class Held(NamedTuple):
    """Findings about the last message of a session, until the next one shows whether the two were swapped.

    The message is an answer without a request, or (`missed`) the end of an object that still lacked events.
    """

    entry: Entry
    findings: list[Finding]
    missed: Missed | None = None


class Swap(NamedTuple):
    """A request directly after a response that fits it: they were swapped, unless the request gets another response.

    `finding` says that, and `instead` are the findings about the response otherwise. In a log that begins with the
    success of a start it is doubtful until another command follows: the request may as well be a new one.
    """

    request: Command
    finding: Finding
    instead: list[Finding]
    is_doubtful: bool = False


class Session(ExpectedEvents):
    """The state of one session, with the commands that wait for their events.

    These are no object of their own: with 20,000 sessions each message would read two more lines of memory.

    Attributes:
        count: The number of its messages.
        last: The number of its last message, once there are half as many sessions as may be; before that, of its first.
        notable: Its last message, if the next one may show that the two were swapped.
        is_begun: Whether it has had a request that is no start, or a response to one.
        begun: The number of the first such request; None after a start that came later, until another request follows.
        is_initializing: Whether it was started, and its initialization has not ended: objects may be announced again.
        has_started: Whether a start has succeeded, and its initialization has not ended.
        announced_anew: The number up to which objects were announced that may be announced again.
        added: The part of that which no failure takes back: the number of the last success that raises announcements.
        early: The findings about announcements that are right only if an open command succeeds which raises them.
        requests: The requests that wait for their answers.
        held: The findings about its last message that the next one decides.
        early_start: A success of a start that has no request, if that is its last message.
        swaps: The requests that seem to have been swapped with their responses.
        owed: The missing events that have been reported, with the targets of their commands.
        doubtful: The ids in use in a log that may begin during an initialization; None if it does not.
        logout: Its logout, if it has logged out.
        former: The session of its name that logged out before it, until its start has succeeded.
    """

    __slots__ = (
        "added",
        "announced_anew",
        "begun",
        "count",
        "doubtful",
        "early",
        "early_start",
        "former",
        "has_started",
        "held",
        "is_begun",
        "is_initializing",
        "last",
        "logout",
        "notable",
        "owed",
        "requests",
        "swaps",
    )

    def __init__(self, limits: Limits, *, is_whole: bool | None) -> None:
        super().__init__(limits, is_whole=is_whole)
        self.count = 0
        self.last = 0
        self.notable: Entry | None = None
        self.begun: Any = None
        self.is_begun = self.is_initializing = self.has_started = False
        self.announced_anew = self.added = -1
        self.requests = Requests(limits.open, is_live=bool(is_whole))
        self.held: Held | None = None
        self.owed: tuple[tuple[Slot, str], ...] = ()
        self.doubtful: list[Finding] | None = []
        self.swaps: tuple[Swap, ...] = ()
        self.early: tuple[tuple[int, Finding], ...] = ()
        self.early_start: Entry | None = None
        self.logout: End | None = None
        self.former: Session | None = None

    def know_beginning(self, *, is_whole: bool) -> None:
        """Remember whether the log has the beginning of the session."""
        self.is_whole = is_whole
        if is_whole:
            self.requests.forget_uncertain()

    def is_starting(self) -> bool:
        """Return whether its initialization is under way, or a start waits for its answer."""
        return self.is_initializing or any(request.name == START for request in self.requests)

    def take_early_start(self) -> Entry | None:
        """Return the success of a start that came after the logout, once."""
        early, self.early_start = self.early_start, None
        return early if early and self.logout and early.number > self.logout.number else None


class Announced(NamedTuple):
    """The target of an object that an event announces, and the message before it if the two were swapped.

    `is_foreign` says that no command creates it: it was announced before, or it is a chat or an e-mail.
    """

    target: str
    early: Entry | None
    is_foreign: bool


class Watched(NamedTuple):
    """A request or a success, in the order of the times until which its answer or its events must have come."""

    until: float
    number: int
    command: Command
    session: Session
    has_succeeded: bool

    def is_waiting(self) -> bool:
        """Return whether the answer or an event still lacks."""
        command = self.command
        if self.has_succeeded:
            return command in self.session.waits
        return command.is_open and not command.is_silent and not command.suspect


class Repeats:
    """Messages to one ended object or session: the first, and how many followed it."""

    __slots__ = ("end", "entry", "more", "text")

    def __init__(self, entry: Entry, end: End, *, is_logout: bool) -> None:
        self.entry, self.end, self.more = entry, end, 0
        self.text = texts.after_logout if is_logout else texts.after_end

    def finding(self) -> Finding:
        """Return the finding about the first message, with the number of the others."""
        return Finding(self.entry, self.text(own_id(self.end.target), self.more), self.end.number)

    def others(self) -> Finding:
        """Return the finding about the other messages only."""
        own = own_id(self.end.target)
        return Finding(self.entry, texts.more_after(self.text(own, 0), own, self.more), self.end.number)


class Rules:
    """The rules for one log, fed with its entries in order.

    Args:
        is_complete: Whether the log ends where the recording ends: what is open then is an error, not a warning.
        is_whole: Whether every session begins in the log, and messages come in the order in which they were sent.
        patience: How many seconds an answer or an event may take, if the entries have times.
        counts_later: Whether the first message to an ended object is reported at once, and the number of others at
            the end. Otherwise one finding at the end has both.
        limits: How much is remembered; by default as much as `Limits` says.
    """

    def __init__(
        self,
        *,
        is_complete: bool = False,
        is_whole: bool = False,
        patience: float | None = None,
        counts_later: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self._is_complete, self._is_live, self._counts_later = is_complete, is_whole, counts_later
        self._patience, self._limits = patience, limits or Limits()
        self._raising = _raising()
        self._sessions: dict[str, Session] = {}
        self._departed: Recent[Session] = Recent(self._limits.remembered)
        self._look_alikes: Recent[tuple[str, ...]] = Recent(self._limits.sessions)  # names of sessions, by their shape
        self._objects = Objects(self._limits)
        self._alive = self._objects.alive
        self._answered: Recent[int] = Recent(self._limits.remembered)
        self._repeats: Recent[Repeats] = Recent(self._limits.remembered)
        self._is_crowded = False  # whether some sessions may have to be forgotten soon
        self._neighbor: Entry | None = None  # the notable message before the one that is read, of its session
        self._time: float | None = None  # of the last message that has one
        self._watched: list[Watched] = []  # a heap: times may come in any order

    def read(self, entry: Entry) -> list[Finding]:
        """Return the findings about an entry, its own problems first, and those that it shows about earlier entries."""
        return self.read_all((entry,))

    def read_all(self, entries: Iterable[Entry]) -> list[Finding]:
        """Return the findings about some entries in their order: of each the same as `read` returns."""
        found: list[Finding] = []
        alive = self._alive
        for entry in entries:
            if entry.context is not None:
                self._consider(entry, entry.context, found)
            kind = entry.kind
            node = alive.get(entry.target)
            session: Session | None = None if node is None else node.session
            if session is None or (kind == "request" and entry.name == START):
                session = self._session_of(entry, found)
                if session is None:
                    continue
                node = alive.get(entry.target)
            if self._is_crowded:
                session.last = entry.number
            self._neighbor = session.notable
            session.notable = None
            if session.held is not None and self._was_swapped(session, entry, found):
                pass
            elif kind == "event":
                self._event(session, entry, node, found)
                entry.value = None  # it is kept as long as its command waits, but only answers are compared
            elif kind == "request":
                self._request(session, entry, node, found)
            else:
                self._response(session, entry, found)
            session.count += 1
        return found

    def _consider(self, entry: Entry, context: Context, found: list[Finding]) -> None:
        """Report what is known about a message besides its value: its own problems, what is overdue, a wrong sender."""
        if context.problems:
            found += [Finding(entry, problem) for problem in context.problems]
            self._find_meaning(entry)
            if entry.target.count(".") > _MOST_DOTS:
                entry.mean(None)
        if context.at is not None and self._patience is not None:
            found += self._passed(context.at)
        expected: Sender = "client" if entry.kind == "request" else "platform"
        if entry.target and context.sender not in (None, expected):
            assert context.sender
            found.append(Finding(entry, texts.wrong_direction(entry.name, entry.kind, context.sender, expected)))

    def _find_meaning(self, entry: Entry) -> None:
        """Take a message with a misspelt name or type for the request, or the awaited event, that it evidently is.

        A response that cannot be read is the answer to the oldest request of its command and target. So is a message
        that is not JSON and whose result is not known, if such a request waits.
        """
        value = entry.value
        target = value.get("target") if type(value) is dict else None  # other classes may refuse
        if entry.message or type(target) is not str:
            return
        session = self._sessions.get(target.partition(".")[0])
        hints = {each.pointer: each.hint for each in entry.problems if each.code == "unknown-message"}
        if any(each.severity == "warning" for each in entry.problems):
            hints.pop("/command", None)  # an accepted command, such as one of a newer client, is not misspelt
        if entry.is_part:
            hints = {f"/{name}": inner for name, inner in value.items()}
        if session and entry.is_part and session.requests.excuse(value.get("command"), target):
            return
        if "command" in value and "result" not in value:
            entry.mean(by_name().get((hints.get("/command") or "", "request")))
        elif session is None:
            return
        elif "result" in value:
            session.requests.excuse(hints.get("/command") or value.get("command"), target)
        else:
            name = value.get("name") if "/messageType" in hints else hints.get("/name")
            entry.mean(by_name().get((name, "event")) if name.__class__ is str else None)
            if not session.lacks(Came(entry, entry.number, session.count)):
                entry.mean(None)

    # sessions

    def _session_of(self, entry: Entry, found: list[Finding]) -> Session | None:
        """Return the session of an entry, which may begin it; None if it has logged out, or for no target."""
        name = entry.target.partition(".")[0]
        if not name:
            return None
        session = self._sessions.get(name)
        is_start = entry.kind == "request" and entry.name == START
        if session is None or (is_start and self._is_over(session, found)):
            return self._opened(name, entry, found)
        return session

    def _opened(self, name: str, entry: Entry, found: list[Finding]) -> Session | None:
        """Return a new session of a name; None if one has logged out and the entry does not begin a new one."""
        assert entry.message
        departed, early = self._departed.get(name), None
        if departed:
            if (entry.message.kind, entry.message.name) != ("request", START):
                self._after_logout(departed, entry, found)
                return None
            early = departed.take_early_start()
            del self._departed[name]
        session = self._sessions[name] = Session(self._limits, is_whole=True if self._is_live else None)
        session.last, session.former = entry.number, departed
        if self._is_live:
            session.doubtful = None
        self._is_crowded = len(self._sessions) > self._limits.sessions // 2
        if len(self._sessions) > self._limits.sessions:
            self._forget_sessions(found)
        self._objects.begin(name, entry.number).session = session
        known = self._look_alikes.get(shape(name), ())
        if name not in known:
            self._look_alikes.add(shape(name), (*known[-1:], name))
        if early:
            session.notable = session.early_start = early
        return session

    def _is_over(self, session: Session, found: list[Finding]) -> bool:
        """Return whether a start begins a new session since the success of a logout came too early or without request.

        Such a success did not end the session as long as the session went on.
        """
        held = session.held
        if held and not held.missed and is_success_of(held.entry, LOGOUT):
            session.held = None
            found += held.findings
            self._logged_out(session, held.entry, found)
            return True
        for request in session.requests:
            if request.entry.name == LOGOUT and session.requests.accept_stray(request):
                request.is_silent = True
                self._logged_out(session, request.entry, found)
                return True
        return False

    def _forget_sessions(self, found: list[Finding]) -> None:
        """Forget the tenth of the sessions that had no message for the longest time; report what is certain of them."""
        idle = sorted(self._sessions, key=lambda name: self._sessions[name].last)
        for name in idle[: max(1, len(idle) // 10)]:
            session = self._sessions.pop(name)
            found += self._held(session)
            found += [swap.finding for swap in session.swaps]
            self._objects.forget(name)

    def _after_logout(self, session: Session, entry: Entry, found: list[Finding]) -> None:
        """Accept the answers to requests that were sent before a logout; report everything else."""
        assert session.logout
        kind = entry.kind
        early = session.take_early_start()
        if early:
            self._repeat(early, session.logout, found)
        if kind in ("success", "failure"):
            request, is_stray, _ = self._match(session, entry, found)
            if request and request.end and kind == "success":
                self._repeat(request.entry, request.end, found)
            if not is_stray:
                return
            if (entry.name, entry.target) not in self._answered:
                session.requests.misdirected(entry)
        if is_success_of(entry, START) and not self._is_live:
            session.early_start = entry
        else:
            self._repeat(entry, session.logout, found)

    # requests

    def _request(self, session: Session, entry: Entry, node: Node | None, found: list[Finding]) -> None:
        """Read a request to an object, if that lives."""
        name = entry.name
        if session.is_whole is None and name != START and not session.is_starting():
            session.know_beginning(is_whole=False)  # a request may follow that of a start at once
        request = Command(entry, None if node is not None else self._objects.ended(entry.target))
        if entry.context is not None and (entry.value["command"], "request") not in by_name():
            request.is_silent = True  # nobody answers a command that does not exist
        if name == START:
            self._start_requested(session, request, found)
            if session.swaps and session.swaps[-1].request is request:
                return
        elif session.begun is None:
            if not session.is_begun:
                session.is_begun, session.notable = True, entry
            session.begun = entry.number
        self._add(session, request, found)
        if request.end is None:
            session.expect(request, node)
        if name in self._raising:
            session.announced_anew = entry.number
        if self._patience is not None:
            self._watch(entry, request, session, self._patience)

    def _add(self, session: Session, request: Command, found: list[Finding]) -> None:
        """Let a request wait for its answer."""
        requests = session.requests
        answered = requests.take_misdirected(request.key) if requests.misdirected_answers else None
        if answered:
            self._forget(session, answered, found)
        forgotten = requests.add(request)
        if forgotten is None:
            return
        if forgotten.suspect:
            found.append(forgotten.suspect)
        else:
            session.know_beginning(is_whole=False)  # an answer to it must be accepted

    def _start_requested(self, session: Session, request: Command, found: list[Finding]) -> None:
        entry, previous = request.entry, self._neighbor
        if session.is_begun:
            request.is_silent = request.is_late_start = True
            problem = texts.late_start(START)
            if session.count == 1 and previous is not None and previous.kind == "request":
                problem = texts.swapped(START, previous.name, severity="warning")
                session.know_beginning(is_whole=True)
            if session.begun is not None:
                found.append(Finding(entry, problem, session.begun))
            session.begun = None  # another start that is sent since this one failed has the same cause
        elif previous is not None and session.early_start is previous:
            finding = Finding(entry, texts.answered_early(START, previous.kind), previous.number)
            self._swap(session, Swap(request, finding, [], is_doubtful=session.former is None), found)
        session.is_initializing = True
        found += self._certain(session)

    @staticmethod
    def _certain(session: Session) -> list[Finding]:
        """Return the findings that were doubtful, now that no initialization was under way where the log begins."""
        found, session.doubtful = session.doubtful, None
        return found or []

    # responses

    def _response(self, session: Session, entry: Entry, found: list[Finding]) -> None:
        is_start = entry.name == START
        if session.former and not is_start and session.former.requests.awaits(entry):
            self._match(session.former, entry, found)
            self._answered.add((entry.name, entry.target), entry.number)
            return
        if not is_start:
            session.is_begun = True  # but not at a known place: the answer may be a late one, after a logout
        request, is_stray = session.requests.plainly_answered(entry), False
        if request is None:
            request, is_stray = self._answer(session, entry, found)
        elif request.plan.slots and not session.is_whole:
            session.requests.doubt(request)
        if session.is_whole is None:
            self._learn_beginning(session, entry, request)
        if is_stray:
            self._stray(session, entry, found)
        answered = self._answered
        answered[entry.name, entry.target] = entry.number
        if len(answered) > answered.most:
            answered.shrink()
        if not is_stray:
            self._outcome(session, request, entry, found)

    @staticmethod
    def _learn_beginning(session: Session, entry: Entry, request: Command | None) -> None:
        """Learn from a response whether the log has the beginning of the session."""
        if entry.name != START:
            if request is None or not session.is_initializing:
                session.know_beginning(is_whole=False)
        elif entry.kind == "success":
            session.know_beginning(is_whole=request is not None)

    def _answer(self, session: Session, entry: Entry, found: list[Finding]) -> tuple[Command | None, bool]:
        """Return the request that a response answers and, if it answers none, whether that is wrong."""
        request, is_stray, suspected = self._match(session, entry, found)
        if request is not None:
            return request, is_stray
        if suspected and entry.kind == "failure":
            self._forget(session, suspected, found)
        swap = self._turned_back(session, entry)
        if swap is None:
            return None, is_stray
        found += swap.instead
        return swap.request, False

    def _match(
        self, session: Session, entry: Entry, found: list[Finding]
    ) -> tuple[Command | None, bool, Command | None]:
        """Return the request that a response answers, whether having none is wrong, and one that it may answer.

        Where a right answer follows one that did not repeat the request, that one has no request.
        """
        request, finding, is_stray, suspected = session.requests.answer(entry, is_whole=bool(session.is_whole))
        if finding is not None:
            found.append(finding)
        if request and request.suspect:
            if request.is_open:
                request.instead = self._no_request(session, entry)
            elif request.instead:
                found.append(request.instead)
        return request, is_stray, suspected

    def _no_request(self, session: Session, entry: Entry) -> Finding:
        """Return the finding about an answer that has no request."""
        before = self._answered.get((entry.name, entry.target))
        if before is not None:
            begun = self._objects.alive.get(entry.target.partition(".")[0])
            if begun is None or before < begun.since:  # the answer belongs to an earlier session of this name
                before = None
        waiting = session.requests.only_one(entry.name) if before is None else None
        other = waiting.entry.target if waiting and waiting.entry.target != entry.target else None
        problem = texts.no_request(entry.name, entry.target, was_answered=before is not None, other=other)
        finding = Finding(entry, problem, before)
        return finding if before is not None or other is not None else self._explained(finding)

    def _stray(self, session: Session, entry: Entry, found: list[Finding]) -> None:
        """Report an answer without a request, once the next message shows that the two were not swapped."""
        if is_success_of(entry, START):
            session.is_initializing = True
        elif entry.name in self._raising and entry.kind == "success":
            session.announced_anew = session.added = entry.number
        finding = self._no_request(session, entry)
        if finding.other is None:
            session.requests.misdirected(entry)
        if not self._is_live:
            session.held = Held(entry, [finding])
            return
        found.append(finding)
        if is_success_of(entry, LOGOUT):
            self._logged_out(session, entry, found)

    def _outcome(self, session: Session, request: Command | None, entry: Entry, found: list[Finding]) -> None:
        """Draw the conclusions from the outcome of a command."""
        if entry.kind == "failure":
            self._failed(session, request, entry, found)
            return
        name = entry.name
        if session.doubtful and request and name != START:  # an agent at work: the initialization is over
            found += self._certain(session)
        if request is not None and request.end is not None:
            self._repeat(request.entry, request.end, found)
        elif entry.target not in self._alive and self._objects.ended(entry.target) is None:
            self._objects.name(entry, request.entry.number if request else entry.number)
        if name == START:
            self._started(session, entry, request, found)
        if name in self._raising:
            session.announced_anew = session.added = entry.number
            session.early = ()
            if request is None and session.doubtful:
                session.doubtful.clear()  # its request, from before the log, may have announced them again
        if request is not None and request.plan.slots:
            self._succeeded(session, request, entry, found)
        if name == LOGOUT:
            self._logged_out(session, entry, found)

    def _failed(self, session: Session, request: Command | None, entry: Entry, found: list[Finding]) -> None:
        if request:
            self._forget(session, request, found)
        if entry.name == START:
            self._start_failed(session, entry, found)
        elif entry.name in self._raising:
            waiting = (each.entry.number for each in session.requests if each.entry.name in self._raising)
            session.announced_anew = max(session.added, *waiting, -1)
            found += [finding for before, finding in session.early if before >= session.announced_anew]
            session.early = tuple(each for each in session.early if each[0] < session.announced_anew)

    def _start_failed(self, session: Session, entry: Entry, found: list[Finding]) -> None:
        """Restore what was before a start: an initialization that was under way, or a logout."""
        is_starting = any(request.name == START for request in session.requests)
        session.is_initializing = session.has_started or is_starting
        former = session.former
        if former is None or is_starting:
            return
        assert former.logout
        session.know_beginning(is_whole=bool(former.is_whole))
        session.former = None
        for request in former.requests:
            session.requests.add(request)
        for swap in former.swaps:
            self._swap(session, swap, found)
        self._depart(session, former.logout, entry, found)

    def _started(self, session: Session, entry: Entry, request: Command | None, found: list[Finding]) -> None:
        if request is None and not session.is_begun:
            session.notable = session.early_start = entry
        if session.former:
            found += self._left_behind(session)
            found += self._closed_repeats(entry.target)
        if request is not None and self._objects.begin(entry.target, -1).below:  # it may be announced again
            session.announced_anew = session.added = request.number
        for wait in session.waits:
            wait.is_old = wait.is_old or (wait.name == START and wait is not request and wait.success is not None)
        session.is_initializing |= request is None
        session.has_started = session.is_initializing  # not if its initialization has ended before its success
        if request and request.is_late_start:  # the session begins anew
            session.is_begun = False
            self._objects.begin(request.entry.target, -1).since = request.entry.number
            for wait in session.waits:
                wait.is_old = wait is not request
            for each in session.requests:
                each.is_old = True

    def _succeeded(self, session: Session, command: Command, entry: Entry, found: list[Finding]) -> None:
        if command.plan.once and not _is_first(command, self._objects.alive.get(entry.target)):
            self._forget(session, command, found)
            return
        lost = session.succeed(command, entry)
        if lost:
            self._report(session, lost, found)
        if command not in session.waits:
            return
        if not command.suspect:
            entry.value = None  # the answer has been compared
        end = self._objects.ended(entry.target)
        if end:
            self._report(session, session.give_up(command, end.target.count(".") + 1), found)
        if self._patience is not None:
            self._watch(entry, command, session, self._patience)

    def _forget(self, session: Session, command: Command, found: list[Finding]) -> None:
        self._report(session, session.forget(command), found)

    def _logged_out(self, session: Session, entry: Entry, found: list[Finding]) -> None:
        name = entry.target.partition(".")[0]
        self._depart(session, End(name, entry.number, entry.name), entry, found)

    def _depart(self, session: Session, logout: End, entry: Entry, found: list[Finding]) -> None:
        """End a session by an entry that shows that it has logged out; `logout` is where."""
        name = logout.target
        del self._sessions[name]
        left = [*self._left_behind(session), *self._certain(session)]
        self._report(session, one_each(session.leave_all()), left)
        self._objects.end(name, entry)
        session.logout, session.notable = logout, None
        for forgotten in self._departed.add(name, session):
            left += self._unanswered(forgotten)
        found += sorted(left, key=_number)

    # events

    def _event(self, session: Session, entry: Entry, node: Node | None, found: list[Finding]) -> None:
        """Read an event of an object, if that lives."""
        name = entry.name
        if node is None and not self._may_live(session, entry, found):
            return
        is_announcement, effect = _meaning(name)
        if is_announcement:
            announced = self._announced(session, entry, found)
            if announced is not None:
                self._take(session, entry, announced, found)
        elif name in session.awaited:
            lost = session.take(Came(entry, entry.number, session.count), None)
            if lost:
                self._report(session, lost, found)
        else:
            session.come_unasked(name)
        if effect is not None:
            effect(self, session, entry, found)

    def _may_live(self, session: Session, entry: Entry, found: list[Finding]) -> bool:
        """Return whether the object of an event may live, and remember that it does; report it if it has ended."""
        end = self._objects.ended(entry.target)
        if end is None:
            self._objects.name(entry, entry.number)
            session.notable = entry
            return True
        if self._objects.begin_anew(entry, end):
            found += self._closed_repeats(end.target)
            return True
        if _is_owed(session, entry):
            return False
        came = Came(entry, end.number - 0.5, session.count, is_free=True)  # as if it had come before the end
        is_awaited = session.excuse(came)
        early = self._neighbor
        if is_awaited and early and session.is_whole and not self._is_live and early.number == end.number:
            text = _with_object(entry, early.target, kind_of(early.name))
            found.append(Finding(entry, texts.swapped(text, early.name), early.number))
        else:
            self._repeat(entry, end, found)
        return False

    def _take(self, session: Session, entry: Entry, announced: Announced, found: list[Finding]) -> None:
        """Let an event count that announces an object, and the one before it if they were swapped."""
        created, early, is_foreign = announced
        if early is None:
            came = Came(entry, entry.number, session.count, is_foreign=is_foreign)
            self._report(session, session.take(came, created), found)
            return
        came = Came(entry, early.number, session.count - 1)
        self._report(session, session.take(came, created), found)
        other = Came(early, entry.number, session.count)
        if not any(each.is_next(other) for each in session.waits):  # it was moved further, which is the same cause
            other = other.freed()
        self._report(session, session.take(other, None), found)

    def _announced(self, session: Session, entry: Entry, found: list[Finding]) -> Announced | None:
        """Remember the object that an event announces; report an id in use. Return None if there is no such object."""
        own = announced_id(entry.name, entry.value)
        if own is None:  # it is invalid, which has been reported
            self._report(session, session.disregard(Came(entry, entry.number, session.count)), found)
            return None
        target = f"{entry.target}.{own}"
        node = self._objects.alive.get(target)
        if node is None:
            found += self._closed_repeats(target)
            node = self._objects.begin(target, entry.number)
            node.is_new = not session.is_initializing and session.announced_anew < 0
        is_first, before = not node.is_announced, node.seen
        node.is_announced, node.seen = True, entry.number
        if before is None or self._may_announce(session, before, is_first=is_first):
            if before is not None and _is_early(session, before, is_first=is_first):
                session.early = (*session.early, (before, _id_in_use(entry, own, before)))[-_MOST_DOUBTFUL:]
            is_foreign = not is_first or announced_type(entry.value) in _MULTIMEDIA
            return Announced(target, None, is_foreign)
        early = self._neighbor
        if is_first and early and early.number == before and early.kind == "event":
            text = _with_object(early, target, kind_of(entry.name))
            found.append(Finding(entry, texts.swapped(entry.name, text), early.number))
            return Announced(target, early, is_foreign=False)
        finding = _id_in_use(entry, own, before)
        if session.doubtful is None:
            found.append(finding)
            if is_first:  # an event of the object came before: it is missing where it is due, for the same cause
                came = Came(entry, entry.number, session.count)
                self._report(session, session.disregard(came), found)
        else:
            session.doubtful.append(finding)
            if len(session.doubtful) > _MOST_DOUBTFUL:
                found += self._certain(session)
        return None

    @staticmethod
    def _may_announce(session: Session, before: int, *, is_first: bool) -> bool:
        """Return whether an object that lives may be announced now; until now it was only named if `is_first`.

        `before` is the number of the message that announced or named it.
        """
        return session.is_initializing or before < session.announced_anew or (is_first and not session.is_whole)

    def initialized(self, session: Session, _: Entry, __: list[Finding]) -> None:
        """Remember that an initialization has ended."""
        session.is_initializing = session.has_started = False
        session.doubtful = None

    def previewed(self, _: Session, event: Entry, __: list[Finding]) -> None:
        """Remember that an announced interaction is new: a preview is raised for new ones only."""
        node = self._objects.alive.get(event.target)
        if node and node.is_announced:
            node.is_new = True

    def conversation_created(self, _: Session, event: Entry, __: list[Finding]) -> None:
        """Count a new conversation; it is below the target of its event, if that is an interaction."""
        node = self._objects.begin(event.target, -1)
        node.spare, node.spare_since = node.spare + 1, event.number

    def conversation_initialized(self, session: Session, event: Entry, __: list[Finding]) -> None:
        """Remember that a new conversation is known."""
        if session.is_whole and not self._objects.begin(event.target, -1).spare:
            around = self._objects.begin(event.target.rpartition(".")[0], -1)
            around.spare -= around.spare > 0

    def ended(self, session: Session, entry: Entry, found: list[Finding]) -> None:
        """Draw the conclusions from the end of an object."""
        self._objects.end(entry.target, entry)
        session.notable = entry
        lost = session.end_object(entry.target)
        if self._is_live or not session.is_whole or len(lost) != 1 or len(lost[0].slots) != 1:
            self._report(session, lost, found)
        else:  # the missing event may be the next message
            session.held = Held(entry, [], lost[0])

    # findings

    def _report(self, session: Session, lost: list[Missed], found: list[Finding]) -> None:
        if not lost:
            return
        for each in lost:
            is_open = each.wait.is_old and not self._is_complete
            found.append(self._explained(self._open_events(each) if is_open else each.finding))
            session.owed += tuple((slot, each.wait.target) for slot in each.slots)
        session.owed = session.owed[-_MOST_OWED:]

    def _was_swapped(self, session: Session, entry: Entry, found: list[Finding]) -> bool:
        """Return whether an entry and the one before it, about which findings are held back, were swapped.

        If so, report that, and go on as if they had come in the right order. Otherwise report what was held back.
        """
        held, session.held = session.held, None
        assert held
        if held.missed:
            [slot] = held.missed.slots
            is_swapped = entry.kind == "event" and slot.fits(entry) and is_within(entry.target, held.entry.target)
        else:
            is_swapped = (
                entry.kind == "request"
                and (entry.name, entry.target) == (held.entry.name, held.entry.target)
                and repeats(entry, held.entry)
            )
        if not is_swapped:
            self._report(session, [held.missed] if held.missed else [], found)
            found += held.findings
            return False
        if held.missed:
            [slot] = held.missed.slots
            found.append(Finding(entry, texts.swapped(slot.text, held.entry.name), held.entry.number))
            entry.value = None
            return True
        finding = Finding(entry, texts.answered_early(entry.name, held.entry.kind), held.entry.number)
        self._request(session, entry, self._objects.alive.get(entry.target), found)
        request = session.requests.answer(held.entry, is_whole=True)[0]
        assert request
        session.requests.accept_stray(request)
        self._swap(session, Swap(request, finding, held.findings), found)
        self._outcome(session, request, held.entry, found)
        return True

    @staticmethod
    def _swap(session: Session, swap: Swap, found: list[Finding]) -> None:
        session.swaps += (swap,)
        if len(session.swaps) > _MOST_SWAPS:
            found.append(session.swaps[0].finding)
            session.swaps = session.swaps[1:]

    @staticmethod
    def _turned_back(session: Session, response: Entry) -> Swap | None:
        """Return the swap that was none, since a response is another one to its request."""
        for swap in session.swaps:
            if swap.request.key == (response.name, response.target) and repeats(swap.request.entry, response):
                session.swaps = tuple(each for each in session.swaps if each is not swap)
                return swap
        return None

    def _repeat(self, entry: Entry, end: End, found: list[Finding]) -> None:
        """Report the first message to an ended object or session, and count the others."""
        known = self._repeats.get(end.target)
        if known is None or known.end.number != end.number:
            known = self._repeats.get(entry.target) if entry.target != end.target else None  # it had ended before
        if known is not None:
            known.more += 1
            return
        found += self._closed_repeats(end.target)
        repeats = Repeats(entry, end, is_logout="." not in end.target)
        for forgotten in self._repeats.add(end.target, repeats):
            found += self._counted(forgotten)
        if self._counts_later:
            found.append(repeats.finding())

    def _counted(self, repeats: Repeats) -> Iterator[Finding]:
        if not self._counts_later:
            yield repeats.finding()
        elif repeats.more:
            yield repeats.others()

    def _closed_repeats(self, target: str) -> Iterator[Finding]:
        """Yield the finding about an ended object whose target begins a new life."""
        repeats = self._repeats.pop(target, None)
        if repeats:
            yield from self._counted(repeats)

    # the end

    def _watch(self, entry: Entry, command: Command, session: Session, patience: float) -> None:
        """Remember when the answer of a request, or the events of a success, must have come."""
        if entry.at is None:
            return
        until = entry.at + patience
        heappush(self._watched, Watched(until, entry.number, command, session, entry is not command.entry))
        if len(self._watched) > self._limits.watched:
            waiting = sorted((each for each in self._watched if each.is_waiting()), key=attrgetter("number"))
            self._watched = waiting[-self._limits.watched // 2 :]
            heapify(self._watched)

    def _passed(self, at: float) -> list[Finding]:
        """Return the overdue findings at the time of a message; none if the next message may contradict that time.

        One wrong time in the far future must not make all that is open overdue.
        """
        before, self._time = self._time, at
        return [] if before is not None and at - before > _LONGEST_PAUSE else self.overdue(at)

    def overdue(self, now: float) -> list[Finding]:
        """Return the findings about the answers and events that have not come in time."""
        assert self._patience is not None
        found: list[Finding] = []
        while self._watched and self._watched[0].until < now:
            watched = heappop(self._watched)
            if watched.is_waiting():
                report = self._late_events if watched.has_succeeded else self._late_answer
                report(watched.session, watched.command, self._patience, found)
        return found

    def _late_answer(self, session: Session, command: Command, patience: float, found: list[Finding]) -> None:
        command.is_silent = True
        if not session.requests.accept_stray(command):
            found.append(self._explained(Finding(command.entry, texts.overdue_answer(command.name, patience))))

    def _late_events(self, session: Session, command: Command, patience: float, found: list[Finding]) -> None:
        """Report the events of a success that are overdue; none if another command may have a claim to those it has."""
        assert command.success
        slots = [] if command.is_crowded else command.lacking()
        if slots:
            problem = texts.overdue_events(command.name, [slot.text for slot in slots], patience)
            finding = Finding(command.success, problem, command.entry.number)
            self._report(session, [Missed(command, finding, slots)], found)
            self._forget(session, command, found)

    def end(self) -> list[Finding]:
        """Return the findings about what is open where the log ends."""
        found: list[Finding] = []
        for session in self._departed.values():
            found += self._unanswered(session)
        for session in self._sessions.values():
            found += self._held(session)
            found += self._certain(session)
            found += self._left_behind(session)
            for each in session.leave_all():
                is_over = self._is_complete or (each.wait.lost is not None and not each.wait.objects)
                found.append(self._explained(each.finding if is_over else self._open_events(each)))
            found += self._unanswered(session)
        for known in self._repeats.values():
            found += self._counted(known)
        return sorted(found, key=_number)

    def _held(self, session: Session) -> list[Finding]:
        held, session.held = session.held, None
        if held is None:
            return []
        found = [*held.findings]
        self._report(session, [held.missed] if held.missed else [], found)
        return found

    def _left_behind(self, session: Session) -> list[Finding]:
        """Return the findings about the requests of the former session, whose answers may still have come until now."""
        former, session.former = session.former, None
        if former is None:
            return []
        for request in former.requests:
            session.requests.forgive(request)
        return self._unanswered(former)

    def _unanswered(self, session: Session) -> list[Finding]:
        """Return the findings about the requests that have no answer at the end of the session or the log."""
        found, logout = [self._swapped(session, swap) for swap in session.swaps], session.logout
        early = session.take_early_start()
        if early and logout:
            self._repeat(early, logout, found)
        is_over = logout is not None or self._is_complete
        for request in session.requests:
            entry = request.entry
            if request.suspect:
                found.append(request.suspect)
            elif request.is_silent or self._has_stray_answer(session, request):
                continue
            elif not is_over or (request.is_old and not self._is_complete):
                found.append(self._explained(Finding(entry, texts.open_request(entry.name))))
            elif request.end:
                self._repeat(entry, request.end, found)
            else:
                problem = texts.unanswered(entry.name, is_logged_out=logout is not None)
                found.append(self._explained(Finding(entry, problem, logout and logout.number)))
                request.is_silent = True  # it is not overdue as well
        return found

    @staticmethod
    def _has_stray_answer(session: Session, request: Command) -> bool:
        """Return whether a response that was reported without a request may be the answer to a request."""
        return session.requests.accept_stray(request) or session.requests.accept_other_command(request)

    def _swapped(self, session: Session, swap: Swap) -> Finding:
        """Return the finding about a swap where the log ends."""
        if swap.is_doubtful and not session.is_begun and not self._is_complete:
            return self._explained(Finding(swap.request.entry, texts.open_request(swap.request.entry.name)))
        return swap.finding

    def _explained(self, finding: Finding) -> Finding:
        """Return a finding about what did not come, with a look-alike of its target, to which that may have come."""
        own = ""
        for step in finding.entry.target.split("."):
            own = f"{own}.{step}" if own else step
            other = self._look_alike(own)
            if other:
                return finding._replace(problem=texts.beside_look_alike(finding.problem, own, other))
        return finding

    def _look_alike(self, target: str) -> str | None:
        """Return the target of another object that looks like one, if the log has it; not if there are very many."""
        around = target.rpartition(".")[0]
        if not around:
            known: Iterable[str] = self._look_alikes.get(shape(target), ())
        else:
            node = self._alive.get(around)
            known = node.below if node and len(node.below) <= _MOST_COMPARED else ()
        return next((each for each in known if each != target and shape(each) == shape(target)), None)

    @staticmethod
    def _open_events(missed: Missed) -> Finding:
        """Return the warning that events have not come where the log, or the part of it before a new start, ends."""
        wait = missed.wait
        assert wait.success
        problem = texts.open_events(wait.name, [slot.text for slot in wait.lacking()])
        return Finding(wait.success, problem, wait.entry.number)


#: The facts that some events state about objects, besides the beginning of their life.
_EFFECTS: dict[str, Callable[[Rules, Session, Entry, list[Finding]], None]] = {
    "session.initialized": Rules.initialized,
    "interaction.preview": Rules.previewed,
    "conversation.created": Rules.conversation_created,
    "conversation.initialized": Rules.conversation_initialized,
}


@cache
def _meaning(event: str) -> tuple[bool, Callable[[Rules, Session, Entry, list[Finding]], None] | None]:
    """Return whether an event announces a new object, and the other fact that it states, if there is one."""
    return announces(event), Rules.ended if ends_its_target(event) else _EFFECTS.get(event)


def is_success_of(entry: Entry, command: str) -> bool:
    """Return whether an entry is a success of a command."""
    return entry.name == command and entry.kind == "success"


def _with_object(event: Entry, around: str, kind: str) -> str:
    """Return the name of an event, with the kind of its object if the name does not say that.

    `around` is the target of an object of a kind around that object, or of the object itself.
    """
    kinds = object_kinds()
    if kind_of(event.name) in kinds:
        return event.name
    at = kinds.index(kind) + event.target.count(".") - around.count(".")
    return f"{event.name} ({kinds[min(at, len(kinds) - 1)]})"


def _number(finding: Finding) -> int:
    return finding.entry.number


def _is_early(session: Session, before: int, *, is_first: bool) -> bool:
    """Return whether an object is announced again although no command that raises that has succeeded yet."""
    is_certain = session.doubtful is None and not (is_first and not session.is_whole)
    return is_certain and not session.is_initializing and before >= session.added


def _id_in_use(entry: Entry, own: str, before: int) -> Finding:
    """Return the finding about the announcement of an id that another message announced, or named, before."""
    return Finding(entry, texts.id_in_use(own, own_id(entry.target), id_pointer(entry.name)), before)


def _is_first(wait: Command, now: Node | None) -> bool:
    """Return whether a command is certainly the first of its name to succeed on its object, and remember it.

    `now` is that object, if it lives now: it may have been announced after the request.
    """
    node = wait.node or now
    if node is None or wait.name in node.stopped:
        return False
    node.stopped = (*node.stopped, wait.name)
    return node is wait.node and node.is_new


def _is_owed(session: Session, event: Entry) -> bool:
    """Return whether an event is one that has been reported as missing, and forget it."""
    for owed in session.owed:
        slot, target = owed
        if slot.fits(event) and (is_within(event.target, target) or is_within(target, event.target)):
            session.owed = tuple(each for each in session.owed if each is not owed)
            return True
    return False


@cache
def _raising() -> frozenset[str]:
    """Return the commands after which an object that lives may be announced again."""
    return frozenset(
        occasion.after
        for name in events()
        for occasion in by_name()[name, "event"].raised
        if occasion.after is not None
    )
