# frozen_string_literal: true

require 'json'
require 'relink/api_error'

module Relink
  # Rack middleware around all routes: errors become Plaid's error object, and no answer may be stored.
  class JsonAnswers
    # What a route adds to every answer of a request, such as CORS headers.
    EXTRA_HEADERS = 'relink.headers'

    # The last line of defence. Answers are built field by field, so no token is in them to begin with; but the ids in a
    # question about many Items are repeated, and a client may send anything as an id.
    ACCESS_TOKEN = /access-[\w-]+/

    def self.answer(status, body, headers = {})
      text = JSON.generate(body).gsub(ACCESS_TOKEN, '[redacted]')
      [status, headers.merge('content-type' => 'application/json', 'content-length' => text.bytesize.to_s), [text]]
    end

    def initialize(app, log:)
      @app = app
      @log = log
    end

    def call(env)
      status, headers, body = answer_of(env)
      extra = env.fetch(EXTRA_HEADERS, {})
      [status, headers.to_h.merge(extra, 'cache-control' => 'no-store', 'x-content-type-options' => 'nosniff'), body]
    end

    private

    def answer_of(env)
      @app.call(env)
    rescue ApiError => e
      self.class.answer(e.status, e.body, e.headers)
    rescue StandardError => e
      # The message of an unknown error may hold anything, so only its place is logged.
      @log.error("#{e.class} at #{Array(e.backtrace).first(5).join(', ')}")
      error = ApiError.internal
      self.class.answer(error.status, error.body)
    end
  end
end
