# frozen_string_literal: true

require 'json'
require 'net/http'
require 'openssl'
require 'relink/api_error'
require 'relink/deadline'

module Relink
  # Plaid's API over HTTPS. Its log says what Plaid answered, and never what was sent.
  class PlaidHttp
    MAX_ANSWER_BYTES = 4 * 1024 * 1024

    # An answer of Plaid's: a JSON object.
    Answer = Struct.new(:status, :body) do
      def ok? = status == 200
      def code = (body['error_code'] if !ok? && body['error_code'].is_a?(String))
      def type = body['error_type'].is_a?(String) ? body['error_type'] : 'API_ERROR'
    end

    def initialize(uri, client_id, secret, log)
      @uri = uri
      @headers = {
        'Content-Type' => 'application/json',
        # Otherwise Net::HTTP unpacks answers, and the limit would be of the packed bytes.
        'Accept-Encoding' => 'identity',
        'Plaid-Version' => '2020-09-14',
        'PLAID-CLIENT-ID' => client_id,
        'PLAID-SECRET' => secret
      }
      @log = log
    end

    def inspect = '#<Relink::PlaidHttp>'

    # Asks again once where Plaid itself had an internal error, as plaid.com/docs/errors/api advises. After a lost
    # connection the call may have minted a token, so it is not repeated.
    def post(path, body, deadline)
      answer = post_once(path, body, deadline)
      answer = post_once(path, body, deadline) if answer.code == 'INTERNAL_SERVER_ERROR'
      @log.error("#{path}: Plaid answered #{answer.status} #{answer.type} #{answer.code}.") unless answer.ok?
      answer
    end

    private

    def post_once(path, body, deadline)
      request = Net::HTTP::Post.new(@uri.path.delete_suffix('/') + path, @headers)
      request.body = JSON.generate(body)
      connect(deadline) { |http| exchange(http, request, deadline) }
    rescue Deadline::Passed, Timeout::Error
      @log.error("#{path}: Plaid did not answer in time.")
      raise ApiError.timed_out
    rescue SystemCallError, IOError, SocketError, OpenSSL::SSL::SSLError, Net::ProtocolError, Net::HTTPBadResponse,
           JSON::ParserError => e
      @log.error("#{path}: no answer of Plaid (#{e.class}).")
      raise ApiError.plaid_unreachable
    end

    # Net::HTTP follows no redirects, which would take the secret to another host, and verifies certificates.
    def connect(deadline, &block)
      Net::HTTP.start(@uri.host, @uri.port, use_ssl: @uri.scheme == 'https', max_retries: 0,
                                            open_timeout: deadline.left, ssl_timeout: deadline.left, &block)
    end

    # A time-out of Net::HTTP is for each read, so a slow answer could go on for ever without the deadline.
    def exchange(http, request, deadline)
      http.write_timeout = http.read_timeout = deadline.left
      text = +''
      response = http.request(request) do |streamed|
        streamed.read_body do |chunk|
          http.read_timeout = deadline.left
          text << chunk
          raise IOError if text.bytesize > MAX_ANSWER_BYTES
        end
      end
      Answer.new(response.code.to_i, json_object(text))
    end

    def json_object(text)
      value = JSON.parse(text)
      value.is_a?(Hash) ? value : raise(JSON::ParserError)
    end
  end
end
