# frozen_string_literal: true

require 'openssl'

module Relink
  # Encrypts access tokens for the database: AES-256-GCM.
  class TokenCipher
    NONCE_BYTES = 12
    TAG_BYTES = 16

    def initialize(key)
      @key = key
    end

    # The id is authenticated too, so that a token cannot be moved to another row.
    def encrypt(token, item_id)
      cipher = OpenSSL::Cipher.new('aes-256-gcm').encrypt
      cipher.key = @key
      nonce = cipher.random_iv
      cipher.auth_data = item_id
      text = cipher.update(token) + cipher.final
      nonce + cipher.auth_tag(TAG_BYTES) + text
    end

    def decrypt(stored, item_id)
      nonce, tag, text = stored.unpack("a#{NONCE_BYTES}a#{TAG_BYTES}a*")
      cipher = OpenSSL::Cipher.new('aes-256-gcm').decrypt
      cipher.key = @key
      cipher.iv = nonce
      cipher.auth_tag = tag
      cipher.auth_data = item_id
      (cipher.update(text) + cipher.final).force_encoding(Encoding::UTF_8)
    end

    def inspect = '#<Relink::TokenCipher>'
  end
end
