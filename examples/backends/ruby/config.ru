# frozen_string_literal: true

# Puts the parts together. Puma serves what this file describes.
$LOAD_PATH.unshift(File.join(__dir__, 'lib'))

require 'logger'
require 'relink/config'
require 'relink/gateway'
require 'relink/item_store'
require 'relink/items'
require 'relink/json_answers'
require 'relink/plaid'
require 'relink/rate_limiter'
require 'relink/request_checks'
require 'relink/sessions'
require 'relink/token_cipher'
require 'relink/webhook_keys'
require 'relink/webhook_route'
require 'relink/webhook_verifier'

config = Relink::Config.from_env
log = Logger.new($stdout, level: Logger::INFO, progname: 'relink')
store = Relink::ItemStore.new(config.database, Relink::TokenCipher.new(config.token_key))
config.demo_items.each { |row| store.add(row['itemId'], row['userId'], row['accessToken']) }
sessions = Relink::Sessions.new(config.demo_sessions)

plaid = Relink::Plaid.new(url: config.plaid_url, client_id: config.plaid_client_id, secret: config.plaid_secret,
                          link_settings: config.link, log: log)
items = Relink::Items.new(store: store, plaid: plaid, limiter: Relink::RateLimiter.new)
verifier = Relink::WebhookVerifier.new(Relink::WebhookKeys.new(plaid))

use Relink::JsonAnswers, log: log

map '/api/plaid-webhook' do
  run Relink::WebhookRoute.new(store: store, plaid: plaid, verifier: verifier, log: log)
end

map '/api/plaid' do
  use Relink::RequestChecks, trusted_origins: config.trusted_origins, sessions: sessions
  run Relink::Gateway.new(items: items, link_settings: config.link, timeout: config.plaid_timeout)
end

run ->(_env) { raise Relink::ApiError.no_such_route }
