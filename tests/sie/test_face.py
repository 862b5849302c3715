"""The public face of the package."""

import subprocess
import sys

import sie


def test_face_is_sorted_and_everything_in_it_is_there() -> None:
    assert sie.__all__ == sorted(sie.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert [name for name in sie.__all__ if not hasattr(sie, name)] == []


def test_face_holds_every_error_and_record() -> None:
    everything = {
        name
        for module in (sie.errors, sie.records)
        for name, found in vars(module).items()
        if isinstance(found, type) and found.__module__ == module.__name__
    }

    assert everything - set(sie.__all__) == set()


def test_package_needs_no_django() -> None:
    script = (
        "import sys, sie; print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'closing')))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
