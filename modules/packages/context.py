"""One package folder while it is checked, imported or exported: its files read once, with places for messages."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from modules.models import Competency, PackageFile, PackageImport, Programme, TuntasDocument, TuntasImage
from modules.packages import live, reading
from modules.packages.registry import Problem
from modules.rules import digest
from modules.shapes import Misfit, Steps, fit

MAX_BYTES = 1_000_000


class Context:
    """Handed to every part. Paths are relative to the folder, with forward slashes.

    After the check: ``package`` (package.yaml), ``facts`` (key -> fact), ``competencies`` (code -> competency) and
    ``modules`` (code of the folder -> module) hold data in normal form, as far as the files were sound.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package: dict[str, Any] = {}
        self.facts: dict[str, dict[str, Any]] = {}
        self.competencies: dict[str, dict[str, Any]] = {}
        self.modules: dict[str, dict[str, Any]] = {}
        self.lessons: dict[str, dict[str, Any]] = {}
        self.problems: list[Problem] = []
        self._read: dict[str, tuple[Any, yaml.Node | None]] = {}
        self._bases: dict[str, Any] = {}
        self._names: dict[str, live.Names] = {}
        self._competencies: dict[str, Competency] = {}

    # -- reading ---------------------------------------------------------------------------------------------------
    def read(self, path: str) -> Any:
        """The parsed YAML of a file; None, with a problem noted once, where it is missing or broken."""
        return self._tree(path)[0]

    def exists(self, path: str) -> bool:
        return (self.folder / path).is_file()

    def bytes(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def fit(self, path: str, shape: Any) -> Any:
        """The file in normal form; problems are noted. None where it could not be read at all."""
        data = self.read(path)
        if data is None:
            return None
        fitted, misfits = fit(data, shape)
        self.problems += [self.problem(path, misfit) for misfit in misfits]
        return None if misfits else fitted

    def problem(self, path: str, misfit: Misfit) -> Problem:
        return Problem(path, self.line(path, misfit.steps), misfit.sentence)

    def note(self, path: str, steps: Steps, sentence: str) -> None:
        self.problems.append(self.problem(path, Misfit(steps, sentence)))

    def line(self, path: str, steps: Steps) -> str:
        """Where in the file: "baris 12", as near as the steps (keys and positions from the top) lead."""
        node = self._tree(path)[1]
        for step in steps:
            found = reading.child(node, step)
            if found is None:
                break
            node = found
        return f"baris {node.start_mark.line + 1}" if node else ""

    def _tree(self, path: str) -> tuple[Any, yaml.Node | None]:
        if path not in self._read:
            self._read[path] = self._parse(path)
        return self._read[path]

    def _parse(self, path: str) -> tuple[Any, yaml.Node | None]:
        try:
            raw = self.bytes(path)
            if len(raw) > MAX_BYTES:
                raise reading.BadYaml(0, "Berkas lebih dari 1 MB.")
            data, node = reading.parse(raw.decode())
            if data is None:
                raise reading.BadYaml(0, "Berkas kosong.")
            return data, node
        except FileNotFoundError:
            self.problems.append(Problem(path, "", "Berkas tidak ada."))
        except UnicodeDecodeError:
            self.problems.append(Problem(path, "", "Bukan teks UTF-8."))
        except reading.BadYaml as error:
            self.problems.append(Problem(path, f"baris {error.line}" if error.line else "", error.sentence))
        return None, None

    # -- what was imported before ------------------------------------------------------------------------------------
    @cached_property
    def record(self) -> PackageImport | None:
        return PackageImport.objects.filter(key=self.package["key"]).first()

    @cached_property
    def programme(self) -> Programme:
        """The programme in the database. It exists when pieces are taken or dumped, not yet when they are planned."""
        return Programme.objects.get(key=self.package["programme"]["key"])

    def competency(self, code: str) -> Competency:
        """A competency of the programme in the database."""
        if code not in self._competencies:
            self._competencies[code] = Competency.objects.get(group__programme=self.programme, key=code)
        return self._competencies[code]

    @cached_property
    def _files(self) -> dict[str, PackageFile]:
        return {file.path: file for file in self.record.files.all()} if self.record else {}

    def base(self, path: str) -> Any:
        """The parsed YAML of a file as it was last imported; None if it never was."""
        file = self._files.get(path)
        if file and path not in self._bases:
            self._bases[path] = reading.parse(file.text)[0]
        return self._bases[path] if file else None

    def base_as(self, path: str, shape: Any) -> Any:
        """As ``base``, in normal form."""
        data = self.base(path)
        return None if data is None else fit(data, shape)[0]

    def base_file(self, path: str) -> PackageFile | None:
        return self._files.get(path)

    def base_paths(self) -> list[str]:
        return sorted(self._files)

    def changed(self, path: str) -> bool:
        """Do the bytes of this file differ from those last imported (or was it never imported)?"""
        file = self._files.get(path)
        return not file or file.digest != hashlib.sha256(self.bytes(path)).hexdigest()

    def keep_base(self, path: str) -> None:
        """Write down this file as the new base of comparison; call it in the transaction that loads it."""
        raw = self.bytes(path)
        values = {"digest": hashlib.sha256(raw).hexdigest(), "text": _text(raw)}
        file, _ = PackageFile.objects.update_or_create(package=self.record, path=path, defaults=values)
        self._files[path] = file
        self._bases.pop(path, None)

    def drop_base(self, path: str) -> None:
        """This file has left the package, and what came from it is settled."""
        PackageFile.objects.filter(package=self.record, path=path).delete()
        self._files.pop(path, None)

    # -- what stands here --------------------------------------------------------------------------------------------
    def names(self, code: str) -> live.Names:
        """How pictures and recordings are named in that module; those that stand elsewhere by no file name."""
        if code not in self._names:
            folder = f"{self.package['key']}/modules/{code}"
            images = live.names_of(TuntasImage, f"{folder}/pictures/")
            self._names[code] = images, live.names_of(TuntasDocument, f"{folder}/media/")
        return self._names[code]

    def forget_names(self) -> None:
        """After a picture or recording has come or gone."""
        self._names.clear()

    # -- writing -----------------------------------------------------------------------------------------------------
    def write(self, folder: Path, path: str, data: Any, *, shape: Any = None) -> None:
        """Write live data as a file: the imported bytes where, in the form of ``shape``, they say the same."""
        base, file = self.base(path), self._files.get(path)
        same = base is not None and digest(fit(base, shape)[0] if shape else base) == digest(data)
        self.write_text(folder, path, file.text if same and file else to_yaml(data))

    def write_text(self, folder: Path, path: str, text: str) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


def _text(raw: bytes) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return ""
    return "" if "\x00" in text else text


class _Dumper(yaml.SafeDumper):
    """Literal blocks for texts of several lines, as an author would write them."""


def _literal(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _literal)


def to_yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
