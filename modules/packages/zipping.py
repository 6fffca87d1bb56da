"""A package as one ZIP to hand on: the same files give the same bytes."""

import tempfile
import zipfile
from pathlib import Path

from lms.areas.errors import UserError
from modules.packages.exporting import export

EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock in it: two exports of the same state are one file


def export_zip(key: str, target: Path) -> list[str]:
    """Write the package with that key as a ZIP. UserError as for ``export``, or if the file is there already."""
    if target.exists():
        raise UserError(f"Berkas {target} sudah ada. Pilih nama lain; tidak ada yang ditulis.")
    with tempfile.TemporaryDirectory(prefix="paket-") as name:
        folder = Path(name) / key
        written = export(key, folder)
        with zipfile.ZipFile(target, "w") as archive:
            for path in written:
                entry = zipfile.ZipInfo(f"{key}/{path}", EPOCH)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, (folder / path).read_bytes(), zipfile.ZIP_DEFLATED)
    return written
