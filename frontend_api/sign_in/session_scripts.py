"""What must happen in Redis at one stroke, so that a request in flight never brings an ended session back."""

from __future__ import annotations

SESSION = "gatehouse:session:"
ACCOUNT = "gatehouse:account-sessions:"

TOUCH = """
if redis.call('HEXISTS', KEYS[1], 'data') == 0 then return 0 end
redis.call('HSET', KEYS[1], 'seen', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""

# The old id stays a way to the session until the new one is used: an answer that never reached its browser
# (a double click is enough) must not sign the person out. ARGV: data, seen, ttl, ttl of the old id, old hash,
# new hash, absolute end.
ROTATE = """
if redis.call('HEXISTS', KEYS[1], 'data') == 0 then return 0 end
redis.call('HSET', KEYS[2], 'data', ARGV[1], 'seen', ARGV[2], 'old', ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('HDEL', KEYS[1], 'data', 'seen', 'old')
redis.call('HSET', KEYS[1], 'moved', ARGV[6])
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('ZREM', KEYS[3], ARGV[5])
redis.call('ZADD', KEYS[3], ARGV[7], ARGV[6])
return 1
"""

# The browser has its new id, so the old one goes once the requests that still carry it are answered.
# ARGV: prefix of sessions, seconds of grace.
CLAIM = """
local old = redis.call('HGET', KEYS[1], 'old')
if not old then return 0 end
redis.call('HDEL', KEYS[1], 'old')
return redis.call('EXPIRE', ARGV[1] .. old, ARGV[2])
"""

END_ALL = """
local held = redis.call('ZRANGE', KEYS[1], 0, -1)
for _, key in ipairs(held) do redis.call('DEL', ARGV[1] .. key) end
redis.call('DEL', KEYS[1])
return #held
"""
