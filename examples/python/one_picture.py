"""How does a screen become one small picture that any browser shows?   one_picture.py [BACKEND [FILE]]"""

import sys

import monitor

backend, file = (sys.argv[1:] + ["pattern", "one.webp"][len(sys.argv) - 1:])[:2]
encoder = monitor.codec.Encoder(monitor.picture.Stream.grid)
try:
    with monitor.capture.open(backend) as screen:
        frame = screen.next(1.0)
except monitor.CaptureError as error:
    sys.exit(f"{error}: {error.remedy}")

encoder.look(frame)
encoded = encoder.encode()
with open(file, "wb") as out:
    out.write(monitor.picture.webp(encoded.vp8))
print(f"{backend}: {frame.size} seen, {encoded.size} sent, {len(encoded.vp8) + 20} bytes")
