# frozen_string_literal: true

module Relink
  # Ends a request. The client gets all of it, so it repeats nothing of the request, and no secret.
  class ApiError < StandardError
    attr_reader :status, :type, :code, :remedy, :request_id, :headers

    def initialize(status, type, code, message, display_message: nil, request_id: nil, remedy: nil, headers: {})
      super(message)
      @status = status
      @type = type
      @code = code
      @display_message = display_message
      @request_id = request_id
      @remedy = remedy
      @headers = headers
    end

    # Plaid's error object (plaid.com/docs/errors).
    def body
      body = { error_type: type, error_code: code, error_message: message, display_message: @display_message,
               request_id: request_id }
      remedy ? body.merge(remedy: remedy) : body
    end

    class << self
      def invalid_request(status, code, message, headers: {})
        new(status, 'INVALID_REQUEST', code, message, headers: headers)
      end

      def invalid_field(message) = invalid_request(400, 'INVALID_FIELD', message)
      def no_such_route = invalid_request(404, 'NOT_FOUND', 'There is no such route.')
      def unauthorized = invalid_request(401, 'UNAUTHORIZED', 'Sign in first.')
      def method_not_allowed = invalid_request(405, 'INVALID_METHOD', 'Send POST.', headers: { 'allow' => 'POST' })

      # The same for an unknown id, a malformed one and another user's, so that it tells none from the others.
      def item_not_found = new(404, 'ITEM_ERROR', 'ITEM_NOT_FOUND', 'The signed-in user has no such Item.')

      def too_many_requests(seconds)
        new(429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'Too many requests. Try again after the seconds in Retry-After.',
            headers: { 'retry-after' => seconds.to_s })
      end

      def internal = failure(500, 'The server could not handle the request. See its log.')
      def plaid_unreachable = failure(502, 'Plaid could not be reached.')
      def timed_out = failure(504, 'The server did not answer in time.')
      def try_later = failure(503, 'Try again later.')

      private

      def failure(status, message) = new(status, 'API_ERROR', 'INTERNAL_SERVER_ERROR', message)
    end
  end
end
