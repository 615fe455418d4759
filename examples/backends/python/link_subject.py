"""
Whose Item a link token was made for. LINK/SESSION_FINISHED names a token and no Item, and /link/token/get returns the
token's `webhook`. So its query holds the Item: Plaid keeps it for us, and no token is kept here.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit


@dataclass(frozen=True)
class LinkSubject:
    item_id: str
    # Whether the user also chooses accounts.
    account_selection: bool


def add_subject(webhook_url, subject):
    query = {'relink_item_id': subject.item_id}
    if subject.account_selection:
        query['relink_account_selection'] = 'true'
    return f'{webhook_url}{"&" if "?" in webhook_url else "?"}{urlencode(query)}'


def read_subject(webhook_url):
    """None for the address of a token that was not made here."""
    query = parse_qs(urlsplit(webhook_url or '').query)
    if 'relink_item_id' not in query:
        return None
    return LinkSubject(query['relink_item_id'][0], 'relink_account_selection' in query)
