"""What is known of an Item beside its token: news from webhooks, relinks, and Plaid's last answer. Pure functions."""

from dataclasses import dataclass, field, replace

DAY_S = 24 * 60 * 60
# Plaid allows 15 calls of /item/get a minute for one Item (plaid.com/docs/errors/rate-limit-exceeded).
SHARED_S = 4
# The time of a signature has whole seconds, so the webhook may be younger by one.
SIGNATURE_STEP_S = 1
MAX_SESSIONS = 10


@dataclass(frozen=True)
class Record:
    """Plain JSON. All times are seconds since the epoch, and 0 is never."""

    # By kind: { since, until, reason }.
    flags: dict = field(default_factory=dict)
    # Answers of Plaid's that were asked for before this time count no more.
    changed_at: float = 0
    relinked_at: float = 0
    # The last relink in which the user also chose accounts.
    accounts_chosen_at: float = 0
    # Plaid refused to mint a token, for a reason that no relink mends.
    refused_at: float = 0
    reported_sessions: list = field(default_factory=list)
    answer: dict | None = None
    asked_at: float = 0

    def has_recent_answer(self, now):
        return self.answer is not None and self.asked_at > self.changed_at and now - self.asked_at < SHARED_S

    def active_flags(self):
        return {kind: flag for kind, flag in self.flags.items() if not self._is_over(kind, flag)}

    def _is_over(self, kind, flag):
        """A relink ends a flag of before it. An announced end that passed 48 hours ago without an error was called off."""
        ended_at = self.accounts_chosen_at if kind == 'new_accounts' else self.relinked_at
        if flag['since'] <= ended_at:
            return True
        has_error = self.answer is None or self.answer['error'] is not None
        return bool(flag['until']) and not has_error and self.asked_at - flag['until'] >= 2 * DAY_S


def with_webhook(record, signed_at, kind=None, until=None, reason=None):
    """Webhooks come in any order and more than once: of each kind the newest stays. Without a kind, Plaid is asked again."""
    flags = record.flags
    known = flags.get(kind)
    if kind and (known is None or known['since'] < signed_at):
        flags = flags | {kind: {'since': signed_at, 'until': until, 'reason': reason}}
    return replace(record, flags=flags, changed_at=max(record.changed_at, signed_at + SIGNATURE_STEP_S))


def with_relink(record, at, session_id, chose_accounts):
    """A repetition comes later than the relink, and must not end what became known in between."""
    if session_id is not None and session_id in record.reported_sessions:
        return record
    sessions = record.reported_sessions + ([session_id] if session_id is not None else [])
    # A webhook may tell of a relink after a newer one.
    return replace(record, relinked_at=max(record.relinked_at, at), changed_at=max(record.changed_at, at),
                   accounts_chosen_at=max(record.accounts_chosen_at, at if chose_accounts else 0),
                   reported_sessions=sessions[-MAX_SESSIONS:])


def with_token(record, at):
    """The user may relink from here on, and the page may be gone before it can report that."""
    return replace(record, changed_at=max(record.changed_at, at))


def with_refusal(record, at):
    return replace(record, refused_at=at)


def with_answer(record, answer, asked_at):
    """An answer that was overtaken by a newer one is dropped."""
    return replace(record, answer=answer, asked_at=asked_at) if asked_at >= record.asked_at else record
