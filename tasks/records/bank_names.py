"""Names of banks: the branch of a national bank by its place (农业银行石桥县支行), and a district's own (县农商银行)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.records.cues import sentences_among
from tasks.text.model import Sentence

_CUES = (re.compile("行(?<=[银工农建中交发商]行)"), re.compile("联社"))
"""What every name of a bank holds; each begins with one character, which `re` finds fast."""
_NATIONAL = (
    r"(?:中国)?(?:工商|农业发展|农业|建设|人民|邮政储蓄|民生|光大)银行|中国银行|交通银行|邮储银行|农发行"
)
_LOCAL = r"农村商业银行|农商银行|农商行|村镇银行|农村信用(?:合作)?联社|信用联社"
_SHORT = r"[工农建]行(?![业为动政程驶道人列])"


def _part(shortest: int) -> str:
    """Regex source of the part of a bank, with at least `shortest` characters that say of where."""
    return (
        r"(?:股份有限公司)?(?:(?![和与及的各由对向在等加]|省市)[一-鿿])"
        rf"{{{shortest},8}}?(?:中心支行|支行|分行)(?!长)"
    )


OF_A_LEVEL = re.compile(
    rf"(?:{_NATIONAL}|{_LOCAL}|(?<=[市县区州旗]){_SHORT})(?:{_part(0)})?(?!行?业|系统|网点)"
)
"""A bank that counts behind a level or a place: 县农行, 石桥县人民银行, 区农业银行支行."""
BRANCH = re.compile(rf"(?:{_NATIONAL}|(?:(?<![一-鿿])|(?<=[和与及由向对]))[工农建中交]行){_part(2)}")
"""A branch that names its place itself."""


def banks(
    form: re.Pattern[str], text: str, sentences: Sequence[Sentence]
) -> Iterator[tuple[int, re.Match[str]]]:
    """The matches of `form`, one of the above, inside `sentences`, each with the start of its sentence."""
    holding = {
        sentence.start: sentence for cue in _CUES for sentence in sentences_among(sentences, cue, text)
    }
    for start in sorted(holding):
        for match in form.finditer(text, start, holding[start].end):
            yield start, match
