# frozen_string_literal: true

require 'json'
require 'uri'

module Relink
  # Where Link, the bank and Plaid lead to. Each may be nil.
  #
  # `redirect_uri`: where a bank leads back to, for pages and iOS apps (plaid.com/docs/link/oauth): HTTPS, in Plaid's
  # dashboard, and on iOS a universal link of the app.
  # `android_package_name`: for Android apps, which are refused without it. In Plaid's dashboard too.
  # `completion_redirect_uri`: what follows Plaid's own page (plaid.com/docs/link/hosted-link). Without it the user closes
  # the tab.
  # `webhook_url`: the public address of /api/plaid-webhook. Without it, nothing tells this server how Plaid's own page ended.
  LinkSettings = Struct.new(:redirect_uri, :android_package_name, :completion_redirect_uri, :webhook_url, keyword_init: true)

  # What the environment says, read once when the server starts.
  class Config
    attr_reader :plaid_url, :plaid_client_id, :plaid_secret, :link, :plaid_timeout, :trusted_origins, :token_key,
                :database, :demo_sessions, :demo_items

    def self.from_env(env = ENV) = new(env)

    def initialize(env)
      @env = env
      @plaid_url = url(env.fetch('PLAID_URL', 'https://sandbox.plaid.com'))
      @plaid_client_id = required('PLAID_CLIENT_ID')
      @plaid_secret = required('PLAID_SECRET')
      @link = LinkSettings.new(redirect_uri: optional('REDIRECT_URI'),
                               android_package_name: optional('ANDROID_PACKAGE_NAME'),
                               completion_redirect_uri: optional('COMPLETION_REDIRECT_URI'),
                               webhook_url: optional('WEBHOOK_URL')).freeze
      # Seconds, for all calls to Plaid of one request together. The client gives up after 15.
      @plaid_timeout = Integer(env.fetch('PLAID_TIMEOUT_MS', '10000')) / 1000.0
      @trusted_origins = origins(env.fetch('TRUSTED_ORIGINS', ''))
      @token_key = key(required('TOKEN_KEY'))
      @database = env.fetch('DATABASE', 'relink.pstore')
      # These stand in for what your app has: sessions by their cookie, and Items by their user.
      @demo_sessions = JSON.parse(env.fetch('SESSIONS', '{}'))
      @demo_items = JSON.parse(env.fetch('ITEMS', '[]'))
      freeze
    end

    # So that no log has the secrets.
    def inspect = '#<Relink::Config>'

    private

    def optional(name)
      value = @env[name].to_s
      value.empty? ? nil : value
    end

    def required(name) = optional(name) || abort("#{name} is missing. See README.md.")

    # The requests carry the secret and access tokens.
    def url(text)
      uri = URI(text)
      return uri if uri.scheme == 'https' || %w[localhost 127.0.0.1].include?(uri.host)

      abort 'PLAID_URL must begin with https://.'
    end

    # Exact origins of pages on other hosts. The app's own host needs no entry, unless a proxy rewrites `Host`.
    def origins(text)
      text.split(',').map(&:strip).reject(&:empty?).each do |origin|
        next if origin.match?(%r{\A[a-z][a-z0-9+.-]*://[^/?#*@\s]+\z})

        abort "TRUSTED_ORIGINS: #{origin} is no exact origin, like https://app.example.com."
      end
    end

    def key(text)
      bytes = begin
        text.unpack1('m0')
      rescue ArgumentError
        ''
      end
      bytes.bytesize == 32 ? bytes : abort('TOKEN_KEY must be 32 random bytes in base64: openssl rand -base64 32')
    end
  end
end
