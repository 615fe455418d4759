"""What Plaid's codes and webhooks mean for the user: the health of an Item, and what helps."""

import re
from datetime import datetime, timezone

RELINK = ('needs_update', 'relink')
RELINK_WITH_ACCOUNTS = ('needs_update', 'relink_with_accounts')
NEW_LINK = ('revoked', 'new_link')
VISIT_BANK = ('needs_update', 'visit_bank')
WAIT = ('unavailable', 'wait')
EXPIRING = ('expiring', 'relink')
HEALTHY = ('healthy', 'none')

# plaid.com/docs/errors/item, /institution, /api, /invalid-input
MEANINGS = {
    **dict.fromkeys(
        ['ITEM_LOGIN_REQUIRED', 'ACCESS_NOT_GRANTED', 'ADDITIONAL_CONSENT_REQUIRED', 'INSUFFICIENT_CREDENTIALS',
         'INVALID_CREDENTIALS', 'INVALID_MFA', 'INVALID_OTP', 'INVALID_PHONE_NUMBER', 'USER_INPUT_TIMEOUT',
         'MANUAL_VERIFICATION_REQUIRED', 'USER_PERMISSION_REVOKED'], RELINK),
    **dict.fromkeys(
        ['NO_ACCOUNTS', 'NO_AUTH_ACCOUNTS', 'NO_INVESTMENT_ACCOUNTS', 'NO_INVESTMENT_AUTH_ACCOUNTS',
         'NO_LIABILITY_ACCOUNTS', 'INVALID_ACCOUNT_ID', 'USER_ACCOUNT_REVOKED'], RELINK_WITH_ACCOUNTS),
    **dict.fromkeys(
        ['INVALID_UPDATED_USERNAME', 'ITEM_NOT_FOUND', 'ITEM_CONCURRENTLY_DELETED', 'ITEM_NOT_SUPPORTED',
         'MFA_NOT_SUPPORTED', 'INSTITUTION_NO_LONGER_SUPPORTED'], NEW_LINK),
    **dict.fromkeys(['ITEM_LOCKED', 'PASSWORD_RESET_REQUIRED', 'USER_SETUP_REQUIRED'], VISIT_BANK),
    **dict.fromkeys(
        ['PRODUCT_NOT_READY', 'INVALID_SEND_METHOD', 'PRODUCTS_NOT_SUPPORTED', 'PRODUCT_NOT_ENABLED',
         'INSTANT_MATCH_FAILED'], WAIT),
}

# An outage, a mistake of the app's, or a product's own error: the user can do nothing about it.
OUTAGE = re.compile(r'(INSTITUTION|API|RATE_LIMIT|INTERNAL_SERVER|PLANNED_MAINTENANCE)')
NOT_THE_USERS = re.compile(
    r'INVALID_(INPUT|REQUEST|CONFIGURATION|RESULT)$'
    r'|(ASSET|BANK_TRANSFER|INCOME_VERIFICATION|PARTNER|PAYMENT|SANDBOX|SIGNAL|TRANSACTION|TRANSFER)S?(_\w+)?_ERROR$')

# Flags that webhooks raise, worst first. `new_accounts` is told, and is no problem.
FLAGS = {
    'permission_revoked': RELINK,
    'account_revoked': RELINK_WITH_ACCOUNTS,
    'product_permissions': RELINK,
    'disconnect': EXPIRING,
    'expiration': EXPIRING,
}

# Plaid announces the end of a consent 7 days ahead (plaid.com/docs/api/items). A day more, since its webhook may come early.
EXPIRING_S = 8 * 24 * 60 * 60


def meaning_of(error_type, error_code):
    """After an unknown code update mode may help: it shows the user what the bank wants, and Plaid is asked again."""
    if error_code in MEANINGS:
        return MEANINGS[error_code]
    must_wait = OUTAGE.match(error_type) or OUTAGE.match(error_code) or NOT_THE_USERS.match(error_type)
    return WAIT if must_wait else RELINK


def remedy_of_refusal(error_type, error_code):
    """Where Plaid mints no token, update mode cannot give a withdrawn permission back."""
    return 'new_link' if error_code == 'USER_PERMISSION_REVOKED' else meaning_of(error_type, error_code)[1]


def item_body(item_id, record, now):
    """The answer to /item/get, from Plaid's last answer and the flags."""
    answer, flags = record.answer, record.active_flags()
    error = answer['error'] if isinstance(answer['error'], dict) else None
    ends = [end for end in [time_of(answer['consent_expiration_time']), *(flag['until'] for flag in flags.values())]
            if end is not None]
    worst = _worst(flags, now)
    health, remedy = _verdict(answer, error, flags.get(worst), worst, now)
    if record.refused_at > record.relinked_at and health in ('needs_update', 'expiring'):
        health, remedy = NEW_LINK if health == 'needs_update' else ('expiring', 'new_link')
    body = {
        'item_id': item_id,
        'health': health,
        'remedy': remedy,
        'error_code': error and text_of(error.get('error_code')),
        'consent_expiration_time': iso(min(ends)) if ends else None,
        'institution_name': answer['institution_name'],
        'reason': (error and text_of(error.get('error_code_reason'))) or (worst and flags[worst]['reason']),
        'flags': list(flags),
        'institution_id': answer['institution_id'],
        'checked_at': iso(record.asked_at),
        'last_updated': answer['last_updated'],
    }
    return body | {'request_id': answer['request_id']} if answer['request_id'] else body


def _verdict(answer, error, flag, kind, now):
    """Plaid's error first, then the flags, then the end of the consent."""
    if error:
        return meaning_of(text_of(error.get('error_type')) or '', text_of(error.get('error_code')) or '')
    # An Item is healthy only where Plaid says so: a body without `error` says nothing.
    if answer['error'] is not None:
        return WAIT
    own = _verdict_of_end(time_of(answer['consent_expiration_time']), now)
    if flag is None:
        return own
    told = _verdict_of_flag(kind, flag, now)
    return own if told == EXPIRING and own == RELINK else told


def _verdict_of_end(end, now):
    if end is None or end - now > EXPIRING_S:
        return HEALTHY
    return EXPIRING if end > now else RELINK


def _verdict_of_flag(kind, flag, now):
    has_ended = flag['until'] is not None and flag['until'] <= now
    return RELINK if FLAGS[kind] == EXPIRING and has_ended else FLAGS[kind]


def _worst(flags, now):
    """A flag whose end has passed is as bad as an error, so it comes before those whose end is ahead."""
    problems = [kind for kind in FLAGS if kind in flags]
    urgent = [kind for kind in problems if _verdict_of_flag(kind, flags[kind], now) != EXPIRING]
    return next(iter(urgent + problems), None)


def read_item(body):
    """What is kept of Plaid's answer to /item/get. `error` is False where Plaid did not say."""
    item = body.get('item')
    if not isinstance(item, dict):
        return None
    return {
        'error': item.get('error', False),
        'consent_expiration_time': text_of(item.get('consent_expiration_time')),
        'institution_id': text_of(item.get('institution_id')),
        'institution_name': text_of(item.get('institution_name')),
        'last_updated': _last_update(body.get('status')),
        'request_id': text_of(body.get('request_id')),
    }


def _last_update(status):
    products = [status.get(name) for name in ('transactions', 'investments')] if isinstance(status, dict) else []
    times = [time_of(text_of(product.get('last_successful_update'))) for product in products if isinstance(product, dict)]
    return iso(max(known)) if (known := [time for time in times if time is not None]) else None


def text_of(value):
    return value if isinstance(value, str) and value else None


def time_of(text):
    """Seconds since the epoch; None for what is no time with a zone."""
    try:
        time = datetime.fromisoformat(text or '')
        return time.timestamp() if time.tzinfo else None
    except ValueError:
        return None


def iso(seconds):
    time = datetime.fromtimestamp(seconds, timezone.utc)
    return time.isoformat(timespec='milliseconds').replace('+00:00', 'Z')
