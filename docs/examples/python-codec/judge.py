"""Measures a codec that runs in a box of its own. Usage: judge.py CLIP.y4m training|held-out

The first half of the clip is for training, the second is held out. Every run of the codec is asked for on standard output
and answered on standard input; the last thing on standard output is the report.
"""

import hashlib
import json
import math
import sys

QUALITIES = (20, 40, 60, 80)
WORST_FRAME_DROP_DB = 10


def run(arguments, data):
    """Runs the codec once: what it printed, and how many seconds that took."""
    request = json.dumps({"run": arguments, "bytes": len(data)})
    sys.stdout.buffer.write(request.encode() + b"\n" + data)
    sys.stdout.buffer.flush()
    answer = json.loads(sys.stdin.buffer.readline())
    return sys.stdin.buffer.read(answer["bytes"]), answer["seconds"]


def refuse(reason):
    print(json.dumps({"refused": reason}))
    sys.exit(0)


def read_y4m(path):
    with open(path, "rb") as file:
        data = file.read()
    head, rest = data.split(b"\n", 1)
    words = {word[:1]: word[1:].decode() for word in head.split()[1:]}
    width, height = int(words[b"W"]), int(words[b"H"])
    if not words.get(b"C", "420").startswith("420"):
        sys.exit("the clip is not 4:2:0")
    size = width * height + 2 * ((width + 1) // 2) * ((height + 1) // 2)
    frames = []
    while rest:
        end = rest.index(b"\n") + 1
        frames.append(rest[end:end + size])
        rest = rest[end + size:]
    rate = [int(word) for word in words[b"F"].split(":")]
    return width, height, rate, frames


def psnr(original, decoded):
    error = sum((a - b) ** 2 for a, b in zip(original, decoded))
    return 100.0 if error == 0 else min(100.0, 10 * math.log10(255 * 255 * len(original) / error))


def ssim(original, decoded, width, height, size=8):
    total, blocks = 0.0, 0
    for top in range(0, height - size + 1, size):
        for left in range(0, width - size + 1, size):
            at = [y * width + x for y in range(top, top + size) for x in range(left, left + size)]
            a, b = [original[i] for i in at], [decoded[i] for i in at]
            n = len(at)
            mean_a, mean_b = sum(a) / n, sum(b) / n
            variance_a = sum(v * v for v in a) / n - mean_a ** 2
            variance_b = sum(v * v for v in b) / n - mean_b ** 2
            covariance = sum(v * w for v, w in zip(a, b)) / n - mean_a * mean_b
            c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
            total += (2 * mean_a * mean_b + c1) * (2 * covariance + c2) / (
                (mean_a ** 2 + mean_b ** 2 + c1) * (variance_a + variance_b + c2))
            blocks += 1
    return total / blocks if blocks else 1.0


def measure(width, height, frames, quality):
    head = b"%d %d %d\n" % (width, height, len(frames))
    video = head + b"".join(frames)
    stream, encode_seconds = run(["encode", str(quality)], video)
    if not stream:
        refuse("encode at quality %d printed nothing" % quality)
    if run(["encode", str(quality)], video)[0] != stream:
        refuse("encode at quality %d printed other bytes the second time" % quality)
    decoded, decode_seconds = run(["decode"], stream)
    if len(decoded) != len(video) or not decoded.startswith(head):
        refuse("decode at quality %d printed %d bytes that begin with %r; expected are %d that begin with %r"
               % (quality, len(decoded), decoded[:20], len(video), head))
    luma, chroma = width * height, ((width + 1) // 2) * ((height + 1) // 2)
    size = luma + 2 * chroma
    y, cb, cr, similar = [], [], [], []
    for i, frame in enumerate(frames):
        other = decoded[len(head) + i * size:len(head) + (i + 1) * size]
        y.append(psnr(frame[:luma], other[:luma]))
        cb.append(psnr(frame[luma:luma + chroma], other[luma:luma + chroma]))
        cr.append(psnr(frame[luma + chroma:], other[luma + chroma:]))
        similar.append(ssim(frame[:luma], other[:luma], width, height))
    n = len(frames)
    if min(y) < sum(y) / n - WORST_FRAME_DROP_DB:
        refuse("at quality %d one frame is much worse than the others" % quality)
    return {
        "quality": quality, "bytes": len(stream), "psnrYDb": sum(y) / n, "psnrCbDb": sum(cb) / n, "psnrCrDb": sum(cr) / n,
        "worstFramePsnrYDb": min(y), "ssimY": sum(similar) / n,
        "encodeSeconds": encode_seconds, "decodeSeconds": decode_seconds,
    }


def main(clip, group):
    width, height, rate, frames = read_y4m(clip)
    half = len(frames) // 2
    frames = frames[:half] if group == "training" else frames[half:]
    print(json.dumps({"sequences": [{
        "name": "clip-" + group, "width": width, "height": height, "frames": len(frames),
        "rateNumerator": rate[0], "rateDenominator": rate[1],
        "sha256": hashlib.sha256(b"".join(frames)).hexdigest(),
        "points": [measure(width, height, frames, quality) for quality in QUALITIES],
    }]}))


main(*sys.argv[1:])
