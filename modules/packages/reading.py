"""YAML of strangers: read without executing, expanding or losing anything; what it should not hold has a line. Pure."""

from typing import Any

import yaml
from yaml.constructor import SafeConstructor

DEEPEST = 20
LONGEST_NUMBER = 40
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where libyaml is there


class BadYaml(Exception):
    """The text cannot be taken; ``line`` counts from 1, 0 where none can be named."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


def parse(text: str) -> tuple[Any, yaml.Node | None]:
    """The data, and the tree in which lines are found; None and None of an empty text. BadYaml says what is wrong."""
    try:
        for depth, event in _with_depth(text):
            _refuse(depth, event)
        node = yaml.compose(text, Loader=Loader)
        _refuse_in_tree(node)
        return (SafeConstructor().construct_document(node) if node else None), node
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that is in no calendar
        mark = getattr(error, "problem_mark", None)
        raise BadYaml(mark.line + 1 if mark else 0, "YAML tidak terbaca. Periksa indentasi dan tanda kutip.") from error


def _with_depth(text: str) -> Any:
    """Events one after another: nothing is built and no alias followed, so that a bomb is seen before it goes off."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        yield depth, event


def _refuse(depth: int, event: yaml.Event) -> None:
    line = event.start_mark.line + 1 if event.start_mark else 0
    if getattr(event, "anchor", None):
        raise BadYaml(line, "Jangkar (&) dan rujukan (*) YAML tidak dipakai di paket. Tulis isinya langsung.")
    if getattr(event, "tag", None):
        raise BadYaml(line, "Tag YAML (!) tidak dipakai di paket. Tulis nilainya saja.")
    if depth > DEEPEST:
        raise BadYaml(line, f"Isi bersarang lebih dari {DEEPEST} lapis.")


def _refuse_in_tree(node: yaml.Node | None) -> None:
    if isinstance(node, yaml.MappingNode):
        _refuse_twins(node)
        for _, value in node.value:
            _refuse_in_tree(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_in_tree(item)
    elif node is not None and node.tag.endswith((":int", ":float")) and len(node.value) > LONGEST_NUMBER:
        raise BadYaml(node.start_mark.line + 1, "Bilangan terlalu panjang. Beri tanda kutip bila itu teks.")


def _refuse_twins(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag.endswith(":merge"):
            raise BadYaml(line, "Kunci harus satu kata.")
        if key.value in seen:
            raise BadYaml(line, f"Kunci “{key.value}” ditulis dua kali.")
        seen.add(key.value)


def child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """The part of a tree under that key or at that position; None if there is none."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
