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

# ARGV: data, seen, ttl, grace, old hash, new hash, absolute end.
ROTATE = """
if redis.call('HEXISTS', KEYS[1], 'data') == 0 then return 0 end
redis.call('HSET', KEYS[2], 'data', ARGV[1], 'seen', ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('HDEL', KEYS[1], 'data', 'seen')
redis.call('HSET', KEYS[1], 'moved', ARGV[6])
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('ZREM', KEYS[3], ARGV[5])
redis.call('ZADD', KEYS[3], ARGV[7], ARGV[6])
return 1
"""

END_ALL = """
local held = redis.call('ZRANGE', KEYS[1], 0, -1)
for _, key in ipairs(held) do redis.call('DEL', ARGV[1] .. key) end
redis.call('DEL', KEYS[1])
return #held
"""
