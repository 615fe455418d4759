# frozen_string_literal: true

require 'json'
require 'relink/api_error'

module Relink
  # Reads the body of a request.
  module RequestBody
    # One escape in a JSON text. Half of a surrogate pair is JSON, and the gem refuses it.
    ESCAPE = /\\u[dD][89abAB]\h\h\\u[dD][c-fC-F]\h\h|(?<half>\\u[dD][89a-fA-F]\h\h)|\\./m
    CONTENT_TYPE = %r{\Aapplication/json\s*(;|\z)}i

    module_function

    def json_object(request, max_bytes)
      unless request.content_type.to_s.match?(CONTENT_TYPE)
        raise ApiError.invalid_request(415, 'INVALID_HEADERS', 'Send application/json.')
      end

      object(read(request, max_bytes))
    end

    # At most `max_bytes`, whatever the headers claim.
    def read(request, max_bytes)
      body = request.body&.read(max_bytes + 1) || ''
      return body if body.bytesize <= max_bytes

      raise ApiError.invalid_request(413, 'INVALID_BODY', "The body may have #{max_bytes} bytes.")
    end

    def object(bytes)
      value = parse(bytes)
      value.is_a?(Hash) ? value : raise(ApiError.invalid_request(400, 'INVALID_BODY', 'The body must be a JSON object.'))
    end

    # Nil for what is no JSON.
    def parse(bytes)
      text = bytes.dup.force_encoding(Encoding::UTF_8)
      text.valid_encoding? ? JSON.parse(text.gsub(ESCAPE) { |escape| $~[:half] ? '\\ufffd' : escape }) : nil
    rescue JSON::ParserError
      nil
    end
  end
end
