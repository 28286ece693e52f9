"""Write the till's three sounds, drawn from plain sine waves: short, and each unlike the others.

confirmed: two short tones, rising. refused: one low tone, falling. waiting: a soft single knock.
"""

import math
import struct
import wave
from collections.abc import Callable
from pathlib import Path

from project import ROOT, say

RATE = 44_100
FOLDER = ROOT / "resources" / "sounds"
Sound = Callable[[float], float]


def swell(t: float, start: float, length: float, fade: float = 0.012) -> float:
    """Loudness 0 to 1 of a tone at t seconds: it fades in and out, so that it never clicks."""
    inside = t - start
    if not 0.0 <= inside <= length:
        return 0.0
    return min(1.0, inside / fade, (length - inside) / fade)


def bell(t: float, start: float, length: float, pitch: float) -> float:
    """A tone of `pitch` hertz with a little of its octave, dying away."""
    inside = max(0.0, t - start)
    wave_form = math.sin(math.tau * pitch * inside) + 0.25 * math.sin(2 * math.tau * pitch * inside)
    return wave_form * math.exp(-6.0 * inside) * swell(t, start, length)


def confirmed(t: float) -> float:
    """E5, then A5."""
    return bell(t, 0.0, 0.12, 659.26) + bell(t, 0.10, 0.22, 880.0)


def refused(t: float) -> float:
    """A fall from 250 to 150 hertz in 0.34 s; the phase is the integral of the pitch."""
    phase = math.tau * (250.0 * t - 100.0 * t * t / (2 * 0.34))
    return (math.sin(phase) + 0.3 * math.sin(3 * phase)) * swell(t, 0.0, 0.34, 0.03)


def waiting(t: float) -> float:
    """Knuckles on wood: a short low thump whose pitch drops as it dies."""
    return math.sin(math.tau * (180.0 + 160.0 * math.exp(-60.0 * t)) * t) * math.exp(-28.0 * t)


SOUNDS: dict[str, tuple[Sound, float, float]] = {
    "confirmed": (confirmed, 0.32, 0.45),
    "refused": (refused, 0.34, 0.45),
    "waiting": (waiting, 0.18, 0.5),
}


def write(path: Path, sound: Sound, seconds: float, loudness: float) -> None:
    """Write a sound as 16-bit mono WAV at 44.1 kHz; loudness is the peak, 0 to 1."""
    samples = [sound(index / RATE) for index in range(round(seconds * RATE))]
    scale = 32_767 * loudness / max(abs(sample) for sample in samples)
    with wave.open(str(path), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(b"".join(struct.pack("<h", round(sample * scale)) for sample in samples))


def main() -> None:
    """Write all three into resources/sounds."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (sound, seconds, loudness) in SOUNDS.items():
        write(FOLDER / f"{name}.wav", sound, seconds, loudness)
        say(f"wrote {name}.wav")


if __name__ == "__main__":
    main()
