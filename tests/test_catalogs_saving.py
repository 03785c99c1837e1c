"""A catalog that is being saved is whole at every moment: it holds the old text or the new one."""

import subprocess
import sys
from pathlib import Path

KILLS = 200

# One process that loads the program once; its children save without end and are killed at random moments.
PROGRAM = f"""
import os, random, signal, sys, time
from pathlib import Path
from booklet.build import write_whole
from booklet.catalogs import set_translation

target = Path(sys.argv[1])
first = target.read_bytes()
second = set_translation(first.decode(), "a.p3", "Another sentence, " * 40).encode()
chance = random.Random(20)
seen = set()
for _ in range({KILLS}):
    child = os.fork()
    if child == 0:
        while True:
            write_whole(target, second)
            write_whole(target, first)
    time.sleep(chance.random() * 0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    content = target.read_bytes()
    assert content in (first, second), len(content)
    seen.add(content == first)
write_whole(target, second)
assert target.read_bytes() == second
print(len(seen))
"""


def test_a_catalog_is_whole_however_its_saving_is_cut_off(tmp_path):
    target = tmp_path / "content.po"
    entries = (f'msgctxt "a.p{n}"\nmsgid "Text {n}"\nmsgstr "{"Sentence. " * 50}"\n' for n in range(450))
    target.write_text("\n".join(['msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n', *entries]))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(target)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "2", "")
