# frozen_string_literal: true

module Relink
  # One for all that a request does at Plaid.
  class Deadline
    class Passed < StandardError; end

    def initialize(seconds)
      @end = now + seconds
    end

    # Seconds, for a socket's time-out.
    def left
      seconds = @end - now
      seconds.positive? ? seconds : raise(Passed)
    end

    private

    def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
