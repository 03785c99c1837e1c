"""``python -m booklet``: the same commands where there is no make."""

from booklet.cli import main

main()
