"""What the environment says, read once when the server starts."""

import base64
import json
import os
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class LinkSettings:
    """Where Link, the bank and Plaid lead to. Each may be None."""

    # Where a bank leads back to, for pages and iOS apps (plaid.com/docs/link/oauth): HTTPS, in Plaid's dashboard, and on
    # iOS a universal link of the app.
    redirect_uri: str | None
    # For Android apps, which are refused without it. In Plaid's dashboard too.
    android_package_name: str | None
    # What follows Plaid's own page (plaid.com/docs/link/hosted-link). Without it the user closes the tab.
    completion_redirect_uri: str | None
    # The public address of /api/plaid-webhook. Without it, nothing tells this server how Plaid's own page ended.
    webhook_url: str | None


@dataclass(frozen=True)
class Config:
    port: int
    plaid_url: str
    plaid_client_id: str
    plaid_secret: str
    link: LinkSettings
    # For all calls to Plaid of one request together. The client gives up after 15 seconds.
    plaid_timeout_s: float
    # Exact origins of pages on other hosts. The app's own host needs no entry, unless a proxy rewrites `Host`.
    trusted_origins: frozenset[str]
    # Encrypts the access tokens in the database: 32 bytes.
    token_key: bytes
    database: str


def read_config(env=os.environ):
    return Config(
        port=int(env.get('PORT', '3000')),
        plaid_url=_plaid_url(env.get('PLAID_URL', 'https://sandbox.plaid.com')),
        plaid_client_id=_required(env, 'PLAID_CLIENT_ID'),
        plaid_secret=_required(env, 'PLAID_SECRET'),
        link=LinkSettings(
            redirect_uri=env.get('REDIRECT_URI') or None,
            android_package_name=env.get('ANDROID_PACKAGE_NAME') or None,
            completion_redirect_uri=env.get('COMPLETION_REDIRECT_URI') or None,
            webhook_url=env.get('WEBHOOK_URL') or None,
        ),
        plaid_timeout_s=int(env.get('PLAID_TIMEOUT_MS', '10000')) / 1000,
        trusted_origins=_origins(env.get('TRUSTED_ORIGINS', '')),
        token_key=_token_key(_required(env, 'TOKEN_KEY')),
        database=env.get('DATABASE', 'relink.db'),
    )


def read_demo_data(env=os.environ):
    """Stands in for what your app has: sessions by their cookie, and Items by their user."""
    return json.loads(env.get('SESSIONS', '{}')), json.loads(env.get('ITEMS', '[]'))


def _required(env, name):
    if value := env.get(name):
        return value
    raise SystemExit(f'{name} is missing. See README.md.')


def _plaid_url(text):
    url = urlsplit(text)
    # The requests carry the secret and access tokens.
    if url.scheme == 'https' or url.hostname in ('localhost', '127.0.0.1'):
        return text.rstrip('/')
    raise SystemExit('PLAID_URL must begin with https://.')


def _origins(text):
    origins = frozenset(part.strip() for part in text.split(',') if part.strip())
    for origin in origins:
        url = urlsplit(origin)
        if '*' in origin or not url.netloc or f'{url.scheme}://{url.netloc}' != origin:
            raise SystemExit(f'TRUSTED_ORIGINS: {origin} is no exact origin, like https://app.example.com.')
    return origins


def _token_key(text):
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b''
    if len(key) == 32:
        return key
    raise SystemExit('TOKEN_KEY must be 32 random bytes in base64: openssl rand -base64 32')
