"""Is an office file sound? Parts, relationships, content types and ids, without an office."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def faults(file: bytes) -> list[str]:
    """What is wrong with the package; none for a sound one."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        found += [f"twice: {name}" for name, count in Counter(names).items() if count > 1]
        trees = {}
        for name in names:
            if name.endswith((".xml", ".rels")):
                trees[name] = etree.fromstring(archive.read(name))
        found += _types(trees["[Content_Types].xml"], names)
        found += _relations(trees, set(names))
        found += _ids(trees)
        found += _ranges(trees)
        here = str(Path.home()).encode()
        for name in names:
            blob = archive.read(name)
            if b"file:///" in blob or here + b"/" in blob or b"/work/" in blob:
                found.append(f"path of this machine in {name}")
    return found


def _types(types: etree._Element, names: list[str]) -> list[str]:
    defaults = {e.get("Extension").lower() for e in types if e.tag.endswith("}Default")}
    overrides = [e.get("PartName") for e in types if e.tag.endswith("}Override")]
    found = [f"type of a missing part {name}" for name in overrides if name[1:] not in names]
    for name in names:
        ending = name.rsplit(".", 1)[-1].lower()
        if name != "[Content_Types].xml" and f"/{name}" not in overrides and ending not in defaults:
            found.append(f"no content type: {name}")
    return found


def _relations(trees: dict[str, etree._Element], names: set[str]) -> list[str]:
    found, reached = [], set()
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, own = posixpath.split(name)
        source = posixpath.normpath(posixpath.join(folder, "..", own.removesuffix(".rels")))
        ids = set()
        for relation in tree.iter(RELS):
            ids.add(relation.get("Id"))
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target")
            base = posixpath.dirname(source) if source != "." else ""
            path = (
                target[1:]
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(base, target))
            )
            reached.add(path)
            if path not in names:
                found.append(f"{name} leads to missing {path}")
        if source in trees:
            for node in trees[source].iter():
                for key, value in node.attrib.items():
                    if str(key).startswith(R_ID) and value and value not in ids:
                        found.append(f"{source}: {value} has no relationship")
    for name in names - reached:
        if not name.endswith(".rels") and name != "[Content_Types].xml":
            found.append(f"orphan: {name}")
    return found


def _ranges(trees: dict[str, etree._Element]) -> list[str]:
    """Sizes of type and numbers of axes outside what the schema allows: Office would repair."""
    found = []
    for name, tree in trees.items():
        if not name.startswith(("ppt/", "word/charts/")):
            continue
        for node in tree.iter("{*}rPr", "{*}defRPr", "{*}endParaRPr"):
            size = node.get("sz")
            if size and not 100 <= int(size) <= 400_000:
                found.append(f"{name}: size {size}")
        for node in tree.iter("{*}axId", "{*}crossAx"):
            if int(node.get("val")) < 0:
                found.append(f"{name}: axis {node.get('val')}")
    return found


def _ids(trees: dict[str, etree._Element]) -> list[str]:
    found = []
    for name, tree in trees.items():
        if re.match(r"ppt/(slides|slideLayouts|slideMasters|notesSlides)/[^/]+\.xml", name):
            counted = Counter(node.get("id") for node in tree.iter("{*}cNvPr"))
            found += [
                f"{name}: id {key} {count} times" for key, count in counted.items() if count > 1
            ]
    return found
