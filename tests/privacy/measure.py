"""How much of a labelled corpus a masker hides, and how much of the rest it destroys."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.privacy.corpus import Labelled

MASK = re.compile(r"\[(NIK|telepon|surel|nomor|nama|alamat|plat)\]")
# Kinds that the bar counts together.
BARS = {"NIK/KK": ("nik", "kk"), "phone": ("phone",), "e-mail": ("mail",)}
BAR = 0.995
Masker = Callable[[Sequence[str]], Sequence[str | None]]


@dataclass
class Tally:
    """Items of one kind: how many there are, how many are hidden, in how many texts they stand."""

    items: int = 0
    hidden: int = 0
    texts: int = 0

    @property
    def recall(self) -> float:
        """The hidden share."""
        return self.hidden / self.items if self.items else 1.0


@dataclass
class MaskTally:
    """Masks of one word: how many, how many hide something personal, characters hidden, wrongly."""

    masks: int = 0
    right: int = 0
    characters: int = 0
    wrong_characters: int = 0


@dataclass
class Result:
    """All that was counted over one half."""

    texts: int = 0
    clean_texts: int = 0
    clean_texts_changed: int = 0
    wrong_texts: int = 0
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    masks: dict[str, MaskTally] = field(default_factory=lambda: defaultdict(MaskTally))
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    torn: list[tuple[str, str]] = field(default_factory=list)

    def bar(self, name: str) -> Tally:
        """The tally of one of BARS."""
        parts = [self.kinds[kind] for kind in BARS[name] if kind in self.kinds]
        return Tally(*(sum(getattr(p, key) for p in parts) for key in ("items", "hidden", "texts")))

    @property
    def broken(self) -> list[str]:
        """The bars that are not reached."""
        return [name for name in BARS if self.bar(name).recall < BAR]


def measure(corpus: Sequence[Labelled], mask: Masker) -> Result:
    """Mask the corpus and count. An item is hidden only if none of its letters and digits is left."""
    result = Result(texts=len(corpus))
    for labelled, masked in zip(corpus, mask([one.text for one in corpus]), strict=True):
        _count(result, labelled, masked or "")
    return result


def interval(hidden: int, items: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's 95% interval of a share."""
    if not items:
        return 0.0, 1.0
    share, square = hidden / items, z * z / items
    middle = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / items + square / (4 * items)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _count(result: Result, labelled: Labelled, masked: str) -> None:
    text = labelled.text
    gaps = _gaps(text, masked)
    hidden: set[int] = set()
    for _, start, end in gaps:
        hidden.update(range(start, end))
    personal: set[int] = set()
    for item in labelled.items:
        places = range(item.start, item.end)
        personal.update(places)
        tally = result.kinds[item.kind]
        tally.items += 1
        if all(at in hidden for at in places if text[at].isalnum()):
            tally.hidden += 1
        else:
            result.missed.append((item.kind, text[item.start : item.end], masked))
    for kind in {item.kind for item in labelled.items}:
        result.kinds[kind].texts += 1
    harmed = False
    for word, start, end in gaps:
        letters = [at for at in range(start, end) if text[at].isalnum()]
        wrong = sum(at not in personal for at in letters)
        one = result.masks[word]
        one.masks += 1
        one.right += wrong < len(letters)
        one.characters += len(letters)
        one.wrong_characters += wrong
        harmed |= wrong > 0
        if wrong:
            result.torn.append((word, text[start:end]))
    result.wrong_texts += harmed
    result.clean_texts += not labelled.items
    result.clean_texts_changed += not labelled.items and masked != text


def _gaps(text: str, masked: str) -> list[tuple[str, int, int]]:
    """Where masks stand in the unmasked text: (word, start, end), found by what is left between."""
    words = MASK.findall(masked)
    pieces = [_plain(piece) for piece in MASK.split(masked)[::2]]
    plain = _plain(text)
    found = []
    position = len(pieces[0])
    if not plain.startswith(pieces[0]) or not plain.endswith(pieces[-1]):
        raise ValueError(f"Cannot align: {text!r} and {masked!r}")
    for number, word in enumerate(words, start=1):
        piece = pieces[number]
        last = number == len(words)
        start = len(plain) - len(piece) if last else plain.find(piece, position + 1)
        if start < position:
            raise ValueError(f"Cannot align: {text!r} and {masked!r}")
        found.append((word, position, start))
        position = start + len(piece)
    return found


def _plain(text: str) -> str:
    """Full-width signs folded one for one, so that places stay the same."""
    folded = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


def lines(result: Result) -> Iterable[str]:
    """The table of one half."""
    yield f"{'kind':<22}{'texts':>7}{'items':>7}{'hidden':>8}{'recall':>9}  95% interval (Wilson)"
    rows = [(kind, result.kinds[kind]) for kind in sorted(result.kinds)]
    rows += [(f"bar: {name}", result.bar(name)) for name in BARS]
    for name, tally in rows:
        low, high = interval(tally.hidden, tally.items)
        yield (
            f"{name:<22}{tally.texts:>7}{tally.items:>7}{tally.hidden:>8}{tally.recall:>9.2%}"
            f"  {low:.2%} – {high:.2%}"
        )
    yield ""
    yield f"{'mask':<12}{'masks':>7}{'right':>7}{'precision':>11}{'characters':>12}{'wrong':>7}{'share':>8}"
    for word, one in sorted(result.masks.items()):
        yield (
            f"[{word}]".ljust(12) + f"{one.masks:>7}{one.right:>7}{one.right / one.masks:>11.2%}"
            f"{one.characters:>12}{one.wrong_characters:>7}"
            f"{one.wrong_characters / max(one.characters, 1):>8.2%}"
        )
    every = result.masks.values()
    masks, right = sum(one.masks for one in every), sum(one.right for one in every)
    yield (
        f"all masks: {right} of {masks} hide something personal ({right / max(masks, 1):.2%}); "
        f"{result.wrong_texts} of {result.texts} texts lose an ordinary letter or digit; "
        f"{result.clean_texts_changed} of {result.clean_texts} texts without personal items changed"
    )
