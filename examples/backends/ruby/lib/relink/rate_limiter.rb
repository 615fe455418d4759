# frozen_string_literal: true

require 'relink/api_error'

module Relink
  # At most 60 requests a minute for each key: a fixed window in memory. With several processes or machines, keep the counts
  # where all of them see them, such as in Redis.
  class RateLimiter
    Window = Struct.new(:ends_at, :calls)
    CALLS_PER_WINDOW = 60
    WINDOW_S = 60
    # The oldest windows are dropped first: they end first.
    MAX_KEYS = 50_000

    def initialize
      @windows = {}
      @lock = Mutex.new
    end

    def count(*key)
      now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
      window = @lock.synchronize do
        remove_ended(now)
        @windows[key] ||= Window.new(now + WINDOW_S, 0)
        @windows[key].calls += 1
        @windows[key].dup
      end
      raise ApiError.too_many_requests((window.ends_at - now).ceil) if window.calls > CALLS_PER_WINDOW
    end

    private

    # A Hash keeps the order of insertion and all windows are equally long, so the first one ends first.
    def remove_ended(now)
      @windows.shift while @windows.any? && (@windows.first.last.ends_at <= now || @windows.size >= MAX_KEYS)
    end
  end
end
