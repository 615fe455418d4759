"""What a request must be before its content counts: from the app's own pages, small, and JSON."""

import json
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from werkzeug.exceptions import ClientDisconnected

from answers import invalid_request

CONTENT_TYPE = re.compile(r'application/json\s*(;|$)', re.IGNORECASE)
PLATFORMS = ('ios', 'android')
PURPOSE = re.compile(r'[A-Za-z0-9_-]{1,40}')
# What is left of a refused body is read up to here, so that the client gets the answer and no broken connection.
DRAINED_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class LinkRequest:
    """What a link token is asked for."""

    account_selection: bool
    # Whether Plaid's own page is asked for too.
    hosted: bool
    purpose: str
    # That of the app that opens Link with Plaid's SDK; None for a page.
    platform: str | None


def check_origin(request, trusted_origins):
    """
    Refuses a request that a page of another site sent with the user's cookies. Browsers set `Origin` and
    `Sec-Fetch-Site` themselves. A request with neither does not come from a browser, so it has no victim's cookie.

    Returns the CORS headers for a trusted origin, and none for the app's own.
    """
    origin = request.headers.get('Origin')
    if origin in trusted_origins:
        return {
            'Access-Control-Allow-Origin': origin,
            'Access-Control-Allow-Credentials': 'true',
            'Access-Control-Expose-Headers': 'retry-after',
            'Vary': 'Origin',
        }
    site = request.headers.get('Sec-Fetch-Site')
    if site in ('same-origin', 'none'):
        return {}
    if site is None and (origin is None or _host_of(origin) == request.headers.get('Host', '').lower()):
        return {}
    raise invalid_request(403, 'INVALID_ORIGIN', 'This origin is not trusted. See TRUSTED_ORIGINS.')


def _host_of(origin):
    """The scheme is not compared: behind a proxy that ends TLS, the server sees http where the browser sees https."""
    try:
        url = urlsplit(origin)
    except ValueError:
        return None
    return url.netloc.lower() if url.scheme in ('http', 'https') and url.netloc else None


def read_fields(request, max_bytes):
    if not CONTENT_TYPE.match(request.headers.get('Content-Type', '')):
        raise invalid_request(415, 'INVALID_HEADERS', 'Send application/json.')
    fields = parse_json(read_body(request, max_bytes))
    if isinstance(fields, dict):
        return fields
    raise invalid_request(400, 'INVALID_BODY', 'The body must be a JSON object.')


def read_body(request, max_bytes):
    """Reads at most `max_bytes`, whatever the headers claim."""
    try:
        body = request.stream.read(max_bytes + 1)
        if len(body) <= max_bytes and (request.content_length or 0) <= max_bytes:
            return body
        left = DRAINED_BYTES
        while left > 0 and (chunk := request.stream.read(min(left, 65536))):
            left -= len(chunk)
    except (OSError, ClientDisconnected):
        raise invalid_request(400, 'INVALID_BODY', 'The body ended early.') from None
    raise invalid_request(413, 'INVALID_BODY', f'The body may have {max_bytes} bytes.')


def parse_json(body):
    """None for what is no JSON. Python also takes NaN and Infinity, which JSON does not have."""
    try:
        return json.loads(body.decode('utf-8'), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(name):
    raise ValueError(name)


def assert_fields(fields, allowed):
    if not fields.keys() <= set(allowed):
        raise invalid_request(400, 'UNKNOWN_FIELDS', f'The body may have: {", ".join(allowed)}.')


def parse_id(value):
    """None for a value that cannot be an id. It is looked up and answered like an unknown one."""
    is_id = isinstance(value, str) and 1 <= len(value) <= 200 and not any(_is_control(char) for char in value)
    return value if is_id else None


def _is_control(char):
    """Control characters and lone surrogates, on which some databases fail."""
    return unicodedata.category(char).startswith('C')


def parse_flag(fields, name):
    value = fields.get(name)
    if value is None or isinstance(value, bool):
        return value is True
    raise invalid_request(400, 'INVALID_FIELD', f'{name} must be a boolean.')


def parse_purpose(fields):
    value = fields.get('purpose')
    if value is None or (isinstance(value, str) and PURPOSE.fullmatch(value)):
        return value or 'repair'
    raise invalid_request(400, 'INVALID_FIELD',
                          'purpose must be a text of 1 to 40 letters, digits, underscores and hyphens.')


def parse_link_request(fields):
    platform = fields.get('platform')
    if platform is not None and platform not in PLATFORMS:
        raise invalid_request(400, 'INVALID_FIELD', "platform must be 'ios' or 'android'.")
    purpose = parse_purpose(fields)
    return LinkRequest(account_selection=parse_flag(fields, 'account_selection_enabled') or purpose == 'accounts',
                       hosted=parse_flag(fields, 'hosted_link'), purpose=purpose, platform=platform)


def parse_session_id(fields):
    value = fields.get('link_session_id')
    if value is None or parse_id(value):
        return value
    raise invalid_request(400, 'INVALID_FIELD', 'link_session_id must be a text of 1 to 200 characters.')
