package main

import (
	"container/list"
	"math"
	"sync"
	"time"
)

const (
	callsPerWindow = 60
	window         = time.Minute
	// The oldest windows are dropped first: they end first.
	maxWindows = 50_000
)

// LimitKey is what requests are counted by. Without an Item it counts the guesses of a user.
type LimitKey struct{ UserID, ItemID string }

// RateLimiter counts in a fixed window for each key, in memory, for one process. With several machines, keep the counts
// where all of them see them, such as in Redis.
type RateLimiter struct {
	mutex   sync.Mutex
	windows map[LimitKey]*list.Element
	// In the order in which they end, since all are equally long.
	order *list.List
}

type countedWindow struct {
	key    LimitKey
	endsAt time.Time
	calls  int
}

func newRateLimiter() *RateLimiter {
	return &RateLimiter{windows: map[LimitKey]*list.Element{}, order: list.New()}
}

// Count returns a 429 over the limit.
func (l *RateLimiter) Count(key LimitKey) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	now := time.Now()
	l.removeEnded(now)
	element, isThere := l.windows[key]
	if !isThere {
		element = l.order.PushBack(&countedWindow{key: key, endsAt: now.Add(window)})
		l.windows[key] = element
	}
	counted := element.Value.(*countedWindow)
	counted.calls++
	if counted.calls > callsPerWindow {
		return tooManyRequests(int(math.Ceil(counted.endsAt.Sub(now).Seconds())))
	}
	return nil
}

func (l *RateLimiter) removeEnded(now time.Time) {
	for first := l.order.Front(); first != nil; first = l.order.Front() {
		counted := first.Value.(*countedWindow)
		if counted.endsAt.After(now) && l.order.Len() < maxWindows {
			return
		}
		l.order.Remove(first)
		delete(l.windows, counted.key)
	}
}
