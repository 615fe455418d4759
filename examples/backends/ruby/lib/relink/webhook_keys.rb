# frozen_string_literal: true

require 'jwt'
require 'openssl'
require 'relink/api_error'
require 'relink/deadline'
require 'relink/webhook_verifier'

module Relink
  # Plaid's public keys. Invented key ids must neither make this server ask Plaid without end, nor cost it the genuine keys.
  class WebhookKeys
    Known = Struct.new(:jwk, :asked_at)

    FRESH_S = 60 * 60
    # How long a genuine key is used while Plaid cannot be asked whether it is retired.
    KEPT_S = 24 * 60 * 60
    # A key that Plaid does not know may exist later.
    UNKNOWN_FRESH_S = 60
    # Plaid uses a key or two at a time. More lookups than this come from forged webhooks.
    UNKNOWN_LOOKUPS = 20
    UNKNOWN_WINDOW_S = 60
    # Plaid gives up on a webhook after 10 seconds.
    TIMEOUT_S = 8

    def initialize(plaid)
      @plaid = plaid
      @known = {}
      @asking = {}
      @lookups = []
      @lock = Mutex.new
    end

    # The key, for ES256. Webhooks at the same time share a question.
    def get(key_id)
      known = fresh(key_id) || @lock.synchronize { @asking[key_id] ||= Mutex.new }.synchronize do
        fresh(key_id) || ask(key_id)
      end
      usable(known.jwk)
    ensure
      @lock.synchronize { @asking.delete(key_id) }
    end

    private

    def fresh(key_id)
      @lock.synchronize do
        # Their number is bounded by that of the lookups.
        @known.delete_if { |_, known| known.jwk.nil? && now - known.asked_at >= UNKNOWN_FRESH_S }
        known = @known[key_id]
        known if known && (known.jwk.nil? || now - known.asked_at < FRESH_S)
      end
    end

    def ask(key_id)
      old = @lock.synchronize { @known[key_id] || count_lookup }
      asked_at = now
      jwk = @plaid.webhook_key(key_id, deadline: Deadline.new(TIMEOUT_S))
      @lock.synchronize { @known[key_id] = Known.new(expected(jwk, key_id), asked_at) }
    rescue ApiError
      old && now - old.asked_at < KEPT_S ? old : raise
    end

    # A 503 and no refusal: the webhook may be genuine, and Plaid sends it again.
    def count_lookup
      @lookups.reject! { |at| now - at >= UNKNOWN_WINDOW_S }
      raise ApiError.try_later if @lookups.size >= UNKNOWN_LOOKUPS

      @lookups << now
      nil
    end

    def expected(jwk, key_id)
      jwk if jwk.is_a?(Hash) && jwk.values_at('kty', 'crv', 'kid') == ['EC', 'P-256', key_id]
    end

    # `expired_at` is Unix time in seconds; null for a key in use.
    def usable(jwk)
      is_expired = jwk && jwk['expired_at'] && jwk['expired_at'] <= Time.now.to_i
      raise WebhookVerifier::Rejected, 'unknown or retired key' if jwk.nil? || is_expired

      JWT::JWK.import(jwk.slice('kty', 'crv', 'x', 'y').transform_keys(&:to_sym)).keypair
    rescue JWT::JWKError, ArgumentError, OpenSSL::OpenSSLError
      raise WebhookVerifier::Rejected, 'unusable key'
    end

    def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
