# frozen_string_literal: true

require 'time'

module Relink
  # Times on the wire are ISO 8601, and inside seconds since the epoch.
  module Times
    ZONED = /(Z|[+-]\d\d:\d\d)\z/i
    DAY = /\A\d{4}-\d\d-\d\d\z/

    module_function

    # Nil for what is no time with a zone. A date alone means the end of that day.
    def parse(text)
      return unless text.is_a?(String)

      text = "#{text}T23:59:59Z" if text.match?(DAY)
      Time.iso8601(text).to_f if text.match?(ZONED)
    rescue ArgumentError
      nil
    end

    def iso(seconds) = Time.at(seconds).utc.iso8601(3)
  end
end
