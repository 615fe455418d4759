# frozen_string_literal: true

require 'json'

bind "tcp://127.0.0.1:#{ENV.fetch('PORT', 3000)}"
# A request waits for Plaid most of its time. One process: the limits and PStore are shared by its threads. See README.md.
threads 4, 64
workers 0
# Otherwise an error page shows the backtrace.
environment ENV.fetch('RACK_ENV', 'production')

first_data_timeout 15
persistent_timeout 5
# Puma keeps a body in memory or in a file before the app sees it. Puma 5 has no limit: set one in the proxy before it.
http_content_length_limit 4 * 1024 * 1024 if respond_to?(:http_content_length_limit)

# For what is no HTTP request at all. All other errors are JsonAnswers'.
lowlevel_error_handler do |_error|
  body = { error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR', error_message: 'The server could not handle the request.' }
  [500, { 'content-type' => 'application/json', 'cache-control' => 'no-store' }, [JSON.generate(body)]]
end
