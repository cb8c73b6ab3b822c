#!/usr/bin/env python3
"""Make the lesson clips of the course packs: video, poster and captions.

    make_videos.py [--only COURSE/LECTURE ...] [--frames DIR]

Reads videos/COURSE.toml and writes ../COURSE/media/LECTURE.mp4, .jpg and
.ko.vtt. Needs chromium, ffmpeg and npm (for the typefaces, fetched once into
the user's cache); Python itself needs nothing beyond its standard library.

A clip is a list of slides, a slide a list of cues. A cue is a sentence of the
narration: it becomes a caption, its length sets the time, and its numbers say
how much of the slide is visible by then (`code = 3`: three lines of code).
slides.html draws the state at any time t, so only frames in which something
moves are drawn; the others are held.
"""
import argparse
import array
import base64
import json
import math
import os
import pathlib
import shutil
import subprocess
import tempfile
import tomllib
import wave

HERE = pathlib.Path(__file__).resolve().parent
FPS = 25
CHARS_PER_SECOND = 8.2
LEAD, GAP, TAIL = 0.7, 0.12, 0.45
FONTS = {"pretendard": "1.3.9", "@fontsource/jetbrains-mono": "5.1.1"}


# ---- timing and captions ---------------------------------------------------

def lay_out(video):
    """Give every slide and cue its start and end, in seconds."""
    t = 0.0
    for slide in video["slides"]:
        slide["start"] = round(t, 3)
        t += LEAD
        for cue in slide["cues"]:
            say = cue["say"]
            length = max(2.2, len(say) / CHARS_PER_SECOND + 0.5) + cue.pop("wait", 0)
            cue["start"], cue["end"] = round(t, 3), round(t + length, 3)
            t += length + GAP
        t += TAIL
        slide["end"] = round(t, 3)
    video["length"] = math.ceil((t + 0.4) * FPS) / FPS


def two_lines(text, limit=24):
    """Break a caption near its middle: after a clause, not after a lone syllable."""
    if len(text) <= limit:
        return text
    spaces = [i for i, c in enumerate(text) if c == " "]
    at = min(spaces, key=lambda i: abs(i - len(text) / 2)
             - 5 * (text[i - 1] in ".,!?") + 3 * (i < 2 or text[i - 2] == " "))
    lines = [text[:at], text[at + 1:]]
    if max(map(len, lines)) > limit + 4:
        raise SystemExit(f"caption too long: {text}")
    return "\n".join(lines)


def stamp(seconds):
    ms = round(seconds * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def captions(video):
    escape = lambda s: s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    out = ["WEBVTT", ""]
    for n, cue in enumerate((c for s in video["slides"] for c in s["cues"]), 1):
        out += [str(n), f"{stamp(cue['start'])} --> {stamp(cue['end'])}",
                escape(two_lines(cue["say"])), ""]
    return "\n".join(out)


# ---- sound: a soft two-note chime where a slide begins ---------------------

def sound(video, path, rate=24000):
    samples = [0.0] * int(video["length"] * rate)
    scale = [523.25, 587.33, 659.25, 783.99, 880.0]

    def note(at, pitch, level):
        first = int(at * rate)
        for i in range(min(int(2.2 * rate), len(samples) - first)):
            t = i / rate
            envelope = min(1.0, t / 0.02) * math.exp(-2.6 * t)
            samples[first + i] += level * envelope * (
                math.sin(2 * math.pi * pitch * t) + 0.22 * math.sin(4 * math.pi * pitch * t))

    for n, slide in enumerate(video["slides"]):
        note(slide["start"] + 0.1, scale[n % 5] / 2, 0.05)
        note(slide["start"] + 0.28, scale[(n + 2) % 5], 0.032)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(array.array(
            "h", (max(-32767, min(32767, int(s * 32767))) for s in samples)).tobytes())


# ---- a browser, driven through a pipe --------------------------------------

class Browser:
    def __init__(self, page):
        self.profile = tempfile.mkdtemp(prefix="make-videos-")
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()

        def wire():  # chromium reads commands at 3 and answers at 4
            a, b = os.dup(to_read), os.dup(back_write)
            os.dup2(a, 3)
            os.dup2(b, 4)

        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "google-chrome"
        self.process = subprocess.Popen(
            ["nice", chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--allow-file-access-from-files", "--hide-scrollbars",
             "--font-render-hinting=none", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile}", "about:blank"],
            close_fds=False, preexec_fn=wire,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(back_write)
        self.buffer, self.count, self.session = b"", 0, None
        target = next(t for t in self.call("Target.getTargets")["targetInfos"]
                      if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"],
                                 flatten=True)["sessionId"]
        self.call("Emulation.setDeviceMetricsOverride", width=1280, height=720,
                  deviceScaleFactor=1, mobile=False)
        self.call("Page.enable")
        self.call("Page.navigate", url=page)
        while not self.run("document.readyState === 'complete' && 'begin' in window"):
            pass

    def call(self, method, **params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.buffer:
                chunk = os.read(self.back, 1 << 20)
                if not chunk:
                    raise SystemExit("the browser ended")
                self.buffer += chunk
            raw, self.buffer = self.buffer.split(b"\0", 1)
            answer = json.loads(raw)
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script,
                           awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise SystemExit(json.dumps(answer["exceptionDetails"], ensure_ascii=False)[:2000])
        return answer["result"].get("value")

    def picture(self, path):
        shot = self.call("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        os.close(self.to)
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


# ---- one clip --------------------------------------------------------------

def typefaces():
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
    cache = cache / "weaverse-videos"
    for name, version in FONTS.items():
        folder = cache / f"{name.replace('/', '-').lstrip('@')}-{version}"
        if not folder.is_dir():
            folder.mkdir(parents=True)
            tarball = subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], check=True,
                                     cwd=folder, stdout=subprocess.PIPE, text=True).stdout.strip()
            subprocess.run(["tar", "xzf", tarball, "--strip-components=1"], cwd=folder, check=True)
            (folder / tarball).unlink()
        yield folder.as_uri()


def ffmpeg(*arguments):
    subprocess.run(["nice", "ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def make(browser, course, video, media, keep):
    lay_out(video)
    slug = video["slug"]
    media.mkdir(parents=True, exist_ok=True)
    work = pathlib.Path(keep) / f"{course['course']}-{slug}" if keep else \
        pathlib.Path(tempfile.mkdtemp(prefix="make-videos-"))
    work.mkdir(parents=True, exist_ok=True)

    data = json.dumps({**course, **video, "fps": FPS}, ensure_ascii=False)
    started = browser.run(f"begin({data})")
    for complaint in started["complaints"]:
        print(f"{slug}: {complaint}")
    total = round(video["length"] * FPS)
    moving = {0, total - 1}
    for start, end in started["moves"]:
        moving.update(range(max(0, math.floor(start * FPS)),
                            min(total, math.ceil(end * FPS) + 2)))
    frames = sorted(moving)
    listing = ["ffconcat version 1.0"]
    for frame, following in zip(frames, frames[1:] + [total]):
        name = work / f"{frame:05}.png"
        browser.run(f"draw({frame / FPS})")
        browser.picture(name)
        listing += [f"file '{name.name}'", f"duration {(following - frame) / FPS:.3f}"]
    listing.append(listing[-2])
    (work / "list.txt").write_text("\n".join(listing) + "\n")

    for slide in video["slides"]:  # a full picture of each slide, to look at
        if keep:
            browser.run(f"draw({slide['end'] - 0.3})")
            browser.picture(work / f"slide-{video['slides'].index(slide) + 1}.png")

    sound(video, work / "sound.wav")
    length = video["length"]
    ffmpeg("-f", "concat", "-safe", "0", "-i", work / "list.txt",
           "-f", "lavfi", "-i", f"color=c=0x{course['accent'][1:]}:s=1280x6:r={FPS}:d={length}",
           "-i", work / "sound.wav",
           "-filter_complex",
           f"[0:v]fps={FPS},format=yuv444p[v];"
           f"[v][1:v]overlay=x='-W+W*min(1\\,t/{length - 0.4})':y=714:eval=frame,"
           "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[out]",
           "-map", "[out]", "-map", "2:a", "-t", length,
           "-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", "35",
           "-profile:v", "high", "-g", 2 * FPS, "-keyint_min", 2 * FPS, "-sc_threshold", "0",
           "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
           "-threads", "1", "-c:a", "aac", "-b:a", "32k", "-ar", "24000",
           "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart",
           media / f"{slug}.mp4")

    browser.run(f"draw({video['slides'][0]['end'] - 0.3})")
    browser.picture(work / "poster.png")
    ffmpeg("-i", work / "poster.png", "-q:v", "4", "-map_metadata", "-1", "-fflags", "+bitexact",
           media / f"{slug}.jpg")
    (media / f"{slug}.ko.vtt").write_text(captions(video), encoding="utf-8")
    print(f"{course['course']}/{slug}: {length:.1f} s, {len(frames)} frames drawn, "
          f"{(media / f'{slug}.mp4').stat().st_size // 1024} KiB, "
          f"poster {(media / f'{slug}.jpg').stat().st_size // 1024} KiB", flush=True)
    if not keep:
        shutil.rmtree(work)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="*", metavar="COURSE/LECTURE")
    parser.add_argument("--frames", metavar="DIR", help="keep the drawn frames here")
    options = parser.parse_args()
    sans, mono = typefaces()
    browser = Browser((HERE / "slides.html").as_uri())
    try:
        browser.run(f"typefaces({json.dumps(sans)}, {json.dumps(mono)})")
        for path in sorted((HERE / "videos").glob("*.toml")):
            course = tomllib.loads(path.read_text(encoding="utf-8"))
            for video in course.pop("videos"):
                if not options.only or f"{course['course']}/{video['slug']}" in options.only:
                    make(browser, course, video, HERE.parent / course["course"] / "media",
                         options.frames)
    finally:
        browser.close()


if __name__ == "__main__":
    main()
