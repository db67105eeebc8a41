"""`make vendor`: keep our own copy of the few browser files that we did not write.

`package.json` names the versions, `package-lock.json` their hashes (and no registry's address).
The files land in `<name>-<version>/` with their licence and `SHA256SUMS`, and are committed:
neither installing nor running Guihang needs npm or the network (ecosystem.md, convention 5).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "shared" / "web" / "static" / "vendor"
FOR_TESTS = ROOT / "tests" / "browser" / "vendor"
MANIFESTS = ("package.json", "package-lock.json")
SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Borrowed:
    """One npm package: what we call it, which of its files we keep, and where."""

    package: str
    name: str
    files: tuple[str, ...]
    home: Path = STATIC

    def copy_from(self, modules: Path) -> Path:
        """Put the files into a fresh versioned folder, in place of any older version."""
        source = modules / self.package
        version = json.loads((source / "package.json").read_text(encoding="utf-8"))["version"]
        for older in self.home.glob(f"{self.name}-*"):
            shutil.rmtree(older)
        folder = self.home / f"{self.name}-{version}"
        folder.mkdir(parents=True)
        for file in ("LICENSE", *self.files):
            shutil.copyfile(source / file, folder / Path(file).name)
        (folder / SUMS).write_text(sums_of(folder), encoding="ascii")
        return folder


BORROWED = (
    Borrowed("bootstrap", "bootstrap", ("dist/css/bootstrap.min.css",)),
    Borrowed("htmx.org", "htmx", ("dist/htmx.min.js",)),
    Borrowed(
        "swagger-ui-dist",
        "swagger-ui",
        (
            "NOTICE",
            "swagger-ui.css",
            "swagger-ui-bundle.js",
            "swagger-ui-bundle.js.LICENSE.txt",
        ),
    ),
    Borrowed("axe-core", "axe", ("axe.min.js", "LICENSE-3RD-PARTY.txt"), FOR_TESTS),
)


def sums_of(folder: Path) -> str:
    """List the folder's files as `sha256sum` does, so that `sha256sum -c SHA256SUMS` checks it."""
    kept = sorted(file for file in folder.iterdir() if file.name != SUMS)
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in kept
    )


def fetch(into: Path) -> Path:
    """Install the locked packages into a scratch folder; none of their scripts runs."""
    for manifest in MANIFESTS:
        shutil.copyfile(ROOT / manifest, into / manifest)
    npm = shutil.which("npm") or "npm"
    subprocess.run(  # noqa: S603 - a fixed list of arguments, no shell
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
        cwd=into,
        check=True,
    )
    return into / "node_modules"


def main() -> None:
    """Fetch, and replace what is committed."""
    with tempfile.TemporaryDirectory() as scratch:
        modules = fetch(Path(scratch))
        for borrowed in BORROWED:
            borrowed.copy_from(modules)


if __name__ == "__main__":
    main()
