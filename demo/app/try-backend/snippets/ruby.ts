import { ruby } from './literals';
import { sessionHeader, type SnippetInput } from './snippet-input';

export function rubyServer(input: SnippetInput): string {
  const { path, trustedOrigin } = input;
  const origins = trustedOrigin === null ? 'config.trusted_origins' : `[${ruby(trustedOrigin)}]`;
  return `$LOAD_PATH.unshift(File.join(__dir__, 'lib'))

require 'logger'
%w[config gateway item_store items json_answers plaid rate_limiter request_checks token_cipher].each do |name|
  require "relink/#{name}"
end
require_relative 'your_app'

# Who is signed in.
class AppSessions
  # The id of the user; nil without one.
  def user_of(request) = YourApp.find_user_id(request.get_header(${ruby(rackName(sessionHeader(input)))}))
end

config = Relink::Config.from_env
log = Logger.new($stdout)
plaid = Relink::Plaid.new(url: config.plaid_url, client_id: config.plaid_client_id, secret: config.plaid_secret,
                          link_settings: config.link, log: log)
store = Relink::ItemStore.new(config.database, Relink::TokenCipher.new(config.token_key))
items = Relink::Items.new(store: store, plaid: plaid, limiter: Relink::RateLimiter.new)

use Relink::JsonAnswers, log: log
map ${ruby(path || '/')} do
  use Relink::RequestChecks, trusted_origins: ${origins}, sessions: AppSessions.new
  run Relink::Gateway.new(items: items, link_settings: config.link, timeout: config.plaid_timeout)
end
run ->(_env) { raise Relink::ApiError.no_such_route }
`;
}

/** CGI's name of a header (RFC 3875 section 4.1.18). */
function rackName(header: string): string {
  return `HTTP_${header.toUpperCase().replaceAll('-', '_')}`;
}
