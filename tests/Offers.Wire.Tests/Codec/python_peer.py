"""Tells MessagePack values with an implementation that is not ours: python3-msgpack.

tell:  standard input is records of a big-endian length and a value; a line for each goes out.
make N SEED: N records of random values go out, each followed by a length and the line.
"""
import random
import struct
import sys

import msgpack


def told(value):
    if value is None:
        return "nil"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return "i%d" % value
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return "s" + value.encode().hex()
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, msgpack.Timestamp):
        return "t%d.%d" % (value.seconds, value.nanoseconds)
    if isinstance(value, msgpack.ExtType):
        return "e%dx%s" % (value.code, value.data.hex())
    if isinstance(value, list):
        return "[" + "".join(told(item) + "," for item in value) + "]"
    return "{" + "".join(told(k) + "," + told(v) + "," for k, v in value.items()) + "}"


def any_value(depth):
    kind = random.randrange(11 if depth > 0 else 9)
    size = random.choice([0, 1, 2, 3, 4, 8, 15, 16, 17, 31, 32, 33, 255, 256, 300, 70000])
    if kind == 0:
        return None
    if kind == 1:
        return random.random() < 0.5
    if kind == 2:
        return random.getrandbits(random.randrange(65))
    if kind == 3:
        return -random.getrandbits(random.randrange(64))
    if kind == 4:
        return random.uniform(-1e300, 1e300)
    if kind == 5:
        return "".join(random.choice("ab\0\u00fc\u540d\U0001F600") for _ in range(size % 301))
    if kind == 6:
        return random.randbytes(size)
    if kind == 7:
        return msgpack.ExtType(random.randrange(128), random.randbytes(size))
    if kind == 8:
        return msgpack.Timestamp(
            random.choice([1, -1]) * random.getrandbits(random.randrange(40)),
            random.choice([0, random.randrange(10**9)]))
    if kind == 9:
        return [any_value(depth - 1) for _ in range(random.choice([0, 1, 2, 3, 17]))]
    return {key: any_value(depth - 1) for key in range(random.choice([0, 1, 2, 3, 17]))}


def main():
    if sys.argv[1] == "tell":
        data = sys.stdin.buffer.read()
        at = 0
        while at < len(data):
            (length,) = struct.unpack_from(">I", data, at)
            value = msgpack.unpackb(data[at + 4:at + 4 + length], strict_map_key=False)
            print(told(value))
            at += 4 + length
        return
    random.seed(int(sys.argv[3]))
    out = sys.stdout.buffer
    for _ in range(int(sys.argv[2])):
        value = any_value(3)
        for part in (msgpack.packb(value), told(value).encode()):
            out.write(struct.pack(">I", len(part)) + part)


main()
