import { python } from './literals';
import { sessionHeader, type SnippetInput } from './snippet-input';

export function pythonServer(input: SnippetInput): string {
  const { path, trustedOrigin } = input;
  const config =
    trustedOrigin === null
      ? 'config = read_config()'
      : `# The origin of the page, where the gateway is on another.
config = replace(read_config(), trusted_origins=frozenset([${python(trustedOrigin)}]))`;
  return `${trustedOrigin === null ? '' : 'from dataclasses import replace\n\n'}from flask import Flask

from config import read_config
from gateway import Gateway
from items import Items
from plaid import Plaid
from rate_limit import RateLimiter
from your_app import find_user_id


def user_of(request):
    """The id of the signed-in user; None without one."""
    return find_user_id(request.headers.get(${python(sessionHeader(input))}))


${config}
plaid = Plaid(config.plaid_url, config.plaid_client_id, config.plaid_secret, config.link)
items = Items(config.database, config.token_key)
gateway = Gateway(config, items, plaid, RateLimiter(), user_of)

app = Flask(__name__, static_folder=None)
app.url_map.merge_slashes = False
app.register_blueprint(gateway.blueprint(), url_prefix=${python(path || '/')})
`;
}
