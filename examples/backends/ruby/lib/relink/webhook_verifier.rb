# frozen_string_literal: true

require 'jwt'
require 'openssl'

module Relink
  # Tells a webhook of Plaid's from all others (plaid.com/docs/api/webhooks/webhook-verification).
  class WebhookVerifier
    # The message is for the log. The sender is told nothing.
    class Rejected < StandardError; end

    MAX_AGE_S = 5 * 60
    # How far this machine's clock may be behind Plaid's.
    CLOCK_TOLERANCE_S = 30
    # Plaid's signatures have a few hundred characters.
    MAX_LENGTH = 4096
    KEY_ID = /\A[A-Za-z0-9_-]{1,100}\z/

    def initialize(keys)
      @keys = keys
    end

    # When Plaid signed this body, in seconds since the epoch. What costs nothing comes first, so that forged webhooks make
    # this server ask Plaid for no key.
    def signed_at(token, body)
      reject('malformed signature') if token.empty? || token.bytesize > MAX_LENGTH
      claims, header = decode(token, nil, false)
      check_header(header)
      check_claims(claims, body)
      # The claims were checked above: they are the same bytes. Only one algorithm is accepted, whatever the key says.
      decode(token, @keys.get(header['kid']), true, algorithm: 'ES256', verify_expiration: false, verify_not_before: false)
      claims['iat']
    end

    private

    def check_header(header)
      is_expected = header.is_a?(Hash) && header['alg'] == 'ES256' && header['kid'].is_a?(String)
      reject('wrong algorithm or key id') unless is_expected && header['kid'].match?(KEY_ID)
    end

    def check_claims(claims, body)
      iat = claims.is_a?(Hash) ? claims['iat'] : nil
      age = iat.is_a?(Numeric) ? Time.now.to_f - iat : Float::NAN
      # Comparisons with NaN are false, so a missing time is refused too.
      reject('too old, or from the future') unless age >= -CLOCK_TOLERANCE_S && age < MAX_AGE_S

      claimed = claims['request_body_sha256']
      digest = OpenSSL::Digest.hexdigest('SHA256', body)
      reject('another body') unless claimed.is_a?(String) && OpenSSL.secure_compare(claimed.downcase, digest)
    end

    def decode(*arguments, **options)
      JWT.decode(*arguments, options)
    rescue JWT::DecodeError, ArgumentError, OpenSSL::OpenSSLError
      reject('malformed or wrong signature')
    end

    def reject(reason) = raise(Rejected, reason)
  end
end
