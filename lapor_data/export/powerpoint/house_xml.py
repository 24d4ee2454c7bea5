"""The house look as the XML of a slide master and its three layouts, 16:9.

Sizes in EMU (914400 an inch). Words in it are what PowerPoint shows in an empty placeholder.
"""

from __future__ import annotations

WIDTH, HEIGHT = 12192000, 6858000
MARGIN = 548640
_INNER = WIDTH - 2 * MARGIN
TITLE_TOP, TITLE_HEIGHT = 388620, 914400
BODY_TOP = 1412748
FOOT_TOP, FOOT_HEIGHT = 6400800, 274320
BODY_HEIGHT = FOOT_TOP - 91440 - BODY_TOP
_NUMBER_WIDTH = 640080
_FOOT_WIDTH = _INNER - _NUMBER_WIDTH - 91440
_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_NUMBER_FIELD = (
    '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    '<a:rPr lang="id-ID"/><a:t>‹#›</a:t></a:fld>'
)
_TITLE_TEXT = '<a:r><a:rPr lang="id-ID"/><a:t>Klik untuk menulis judul</a:t></a:r>'
_EMPTY = '<a:p><a:endParaRPr lang="id-ID"/></a:p>'
_LEVELS = "".join(
    f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr lang="id-ID"/><a:t>{words}</a:t></a:r></a:p>'
    for level, words in enumerate(
        (
            "Klik untuk menulis teks",
            "Tingkat kedua",
            "Tingkat ketiga",
            "Tingkat keempat",
            "Tingkat kelima",
        )
    )
)


def _place(left: int, top: int, width: int, height: int) -> str:
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _holder(
    number: int,
    name: str,
    kind: str,
    place: str = "",
    body: str = "",
    style: str = "",
    text: str = "",
) -> str:
    shape = f'{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if place else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{shape}</p:spPr>"
        f"<p:txBody><a:bodyPr{body}</a:bodyPr><a:lstStyle>{style}</a:lstStyle>"
        f"{text or _EMPTY}</p:txBody></p:sp>"
    )


def _bar(number: int, name: str, place: str) -> str:
    """A plain green rectangle: the quiet mark of the house."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place}<a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/>'
        '</a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="id-ID"/></a:p>'
        "</p:txBody></p:sp>"
    )


_INSETS = ' vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor='
_SHRINK = "><a:normAutofit/>"


def _small(align: str) -> str:
    return (
        f'<a:lvl1pPr algn="{align}"><a:defRPr sz="1050"><a:solidFill><a:schemeClr val="tx2"/>'
        "</a:solidFill></a:defRPr></a:lvl1pPr>"
    )


def _foot(first: int, *, placed: bool, footer: str, number: str) -> str:
    left, right = MARGIN, WIDTH - MARGIN - _NUMBER_WIDTH
    return _holder(
        first,
        "Kaki slide",
        footer,
        _place(left, FOOT_TOP, _FOOT_WIDTH, FOOT_HEIGHT) if placed else "",
        f'{_INSETS}"ctr">' if placed else ">",
        _small("l") if placed else "",
    ) + _holder(
        first + 1,
        "Nomor slide",
        number,
        _place(right, FOOT_TOP, _NUMBER_WIDTH, FOOT_HEIGHT) if placed else "",
        f'{_INSETS}"ctr">' if placed else ">",
        _small("r") if placed else "",
        f"<a:p>{_NUMBER_FIELD}</a:p>",
    )


def master_tree() -> str:
    """The shapes of the master."""
    return (
        f"<p:spTree {_SPACES}>{_GROUP}"
        + _bar(7, "Garis hijau", _place(MARGIN, 228600, 914400, 54864))
        + _holder(
            2,
            "Judul",
            'type="title"',
            _place(MARGIN, TITLE_TOP, _INNER, TITLE_HEIGHT),
            f'{_INSETS}"t"{_SHRINK}',
            text=f"<a:p>{_TITLE_TEXT}</a:p>",
        )
        + _holder(
            3,
            "Isi",
            'type="body" idx="1"',
            _place(MARGIN, BODY_TOP, _INNER, BODY_HEIGHT),
            f'{_INSETS}"t"{_SHRINK}',
            text=_LEVELS,
        )
        + _foot(
            5,
            placed=True,
            footer='type="ftr" sz="quarter" idx="3"',
            number='type="sldNum" sz="quarter" idx="4"',
        )
        + "</p:spTree>"
    )


def _level(number: int, size: int, left: int) -> str:
    return (
        f'<a:lvl{number}pPr marL="{left}" indent="-342900" algn="l" defTabSz="914400" rtl="0" '
        'eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:spcBef><a:spcPts val="1200"/></a:spcBef>'
        '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/>'
        f'<a:buChar char="•"/><a:defRPr sz="{size}" kern="1200"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{number}pPr>'
    )


def text_styles() -> str:
    """Titles bold on the left, bullets in the colour of the house; other texts in its ink."""
    levels = "".join(
        _level(i + 1, (2400, 2000, 1800, 1800, 1800)[i], 342900 * (i + 1)) for i in range(5)
    )
    return (
        f"<p:txStyles {_SPACES}><p:titleStyle>"
        '<a:lvl1pPr algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        'hangingPunct="1"><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/>'
        '<a:defRPr sz="3000" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr>'
        f"</a:lvl1pPr></p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>"
        '<a:defPPr><a:defRPr lang="id-ID"/></a:defPPr>'
        '<a:lvl1pPr marL="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        'hangingPunct="1"><a:defRPr sz="1800" kern="1200"><a:solidFill><a:schemeClr val="tx1"/>'
        '</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        '<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr></p:otherStyle></p:txStyles>'
    )


def cover_tree() -> str:
    """The shapes of the layout of the first slide."""
    left = 914400
    width = WIDTH - left - MARGIN
    return (
        f"<p:spTree {_SPACES}>{_GROUP}"
        + _bar(7, "Bidang hijau", _place(0, 0, 320040, HEIGHT))
        + _holder(
            2,
            "Judul",
            'type="ctrTitle"',
            _place(left, 1737360, width, 1554480),
            ' anchor="b"><a:normAutofit/>',
            '<a:lvl1pPr algn="l"><a:defRPr sz="4400" b="1"/></a:lvl1pPr>',
            f"<a:p>{_TITLE_TEXT}</a:p>",
        )
        + _holder(
            3,
            "Anak judul",
            'type="subTitle" idx="1"',
            _place(left, 3474720, width, 1737360),
            _SHRINK,
            '<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="2200"/></a:lvl1pPr>',
            '<a:p><a:r><a:rPr lang="id-ID"/><a:t>Klik untuk menulis anak judul</a:t></a:r></a:p>',
        )
        + _layout_foot()
        + "</p:spTree>"
    )


def title_tree() -> str:
    """The shapes of the layout with a title and room."""
    return f"<p:spTree {_SPACES}>{_GROUP}{_layout_title()}{_layout_foot()}</p:spTree>"


def body_tree() -> str:
    """The shapes of the layout with a title and text."""
    body = _holder(3, "Isi", 'idx="1"', "", ">", "", _LEVELS)
    return f"<p:spTree {_SPACES}>{_GROUP}{_layout_title()}{body}{_layout_foot()}</p:spTree>"


def _layout_title() -> str:
    return _holder(2, "Judul", 'type="title"', "", ">", "", f"<a:p>{_TITLE_TEXT}</a:p>")


def _layout_foot() -> str:
    return _foot(
        4,
        placed=False,
        footer='type="ftr" sz="quarter" idx="11"',
        number='type="sldNum" sz="quarter" idx="12"',
    )
