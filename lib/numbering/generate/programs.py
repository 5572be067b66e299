# SPDX-License-Identifier: BSL-1.0
"""Prefix patterns (national prefixes, international prefixes) to programs of a small matcher with Perl's choices.

One 16-bit word an instruction, its operation in the top four bits; see include/almon/numbering/detail/tables.hpp.
"""
import re

try:
    from re import _parser as sre_parse
except ImportError:  # Python before 3.11
    import sre_parse

from automaton import digit_set

MATCH, SET, SPLIT, JUMP, SAVE, END = range(6)


class Programs:
    def __init__(self):
        self.words = [MATCH << 12]  # address 0: no program
        self._known = {}

    def add(self, pattern):
        """Address of the program for `pattern`; 0 where there is none."""
        if not pattern:
            return 0
        if pattern not in self._known:
            self._known[pattern] = len(self.words)
            self._sequence(sre_parse.parse(pattern))
            self._emit(MATCH)
        assert len(self.words) < 65536
        return self._known[pattern]

    def _emit(self, operation, argument=0):
        self.words.append(operation << 12 | argument)
        return len(self.words) - 1

    def _jump(self, operation):
        """An instruction whose target follows in a word of its own, to be filled later."""
        self._emit(operation)
        self.words.append(0)
        return len(self.words) - 1

    def _land(self, slot):
        self.words[slot] = len(self.words)

    def _sequence(self, items):
        for op, argument in items:
            self._item(op, argument)

    def _item(self, op, argument):
        if op in (sre_parse.LITERAL, sre_parse.IN):
            self._emit(SET, sum(1 << d for d in digit_set(op, argument)))
        elif op is sre_parse.SUBPATTERN:
            group = argument[0]
            if group:
                self._emit(SAVE, 2 * (group - 1))
            self._sequence(argument[3])
            if group:
                self._emit(SAVE, 2 * (group - 1) + 1)
        elif op is sre_parse.BRANCH:
            ends = []
            for branch in argument[1][:-1]:
                otherwise = self._jump(SPLIT)
                self._sequence(branch)
                ends.append(self._jump(JUMP))
                self._land(otherwise)
            self._sequence(argument[1][-1])
            for end in ends:
                self._land(end)
        elif op is sre_parse.MAX_REPEAT:
            low, high, items = argument
            for _ in range(low):
                self._sequence(items)
            ends = []
            for _ in range(high - low):
                ends.append(self._jump(SPLIT))
                self._sequence(items)
            for end in ends:
                self._land(end)
        elif op is sre_parse.AT and argument is sre_parse.AT_END:
            self._emit(END)
        else:
            raise ValueError(f'prefix pattern with {op}')


def first_digits(pattern):
    """Mask of the digits with which a match of `pattern` can begin; all of them where it can match nothing."""
    if not pattern:
        return 0
    compiled = re.compile(pattern)
    if compiled.match(''):
        return 0x3FF
    return _first(sre_parse.parse(pattern))[0]


def _first(items):
    """(mask of first digits, whether all of the sequence can be empty)"""
    mask = 0
    for op, argument in items:
        inner, empty = _first_of_item(op, argument)
        mask |= inner
        if not empty:
            return mask, False
    return mask, True


def _first_of_item(op, argument):
    if op in (sre_parse.LITERAL, sre_parse.IN):
        return sum(1 << d for d in digit_set(op, argument)), False
    if op is sre_parse.SUBPATTERN:
        return _first(argument[3])
    if op is sre_parse.BRANCH:
        parts = [_first(branch) for branch in argument[1]]
        mask = 0
        for inner, _ in parts:
            mask |= inner
        return mask, any(empty for _, empty in parts)
    if op is sre_parse.MAX_REPEAT:
        mask, empty = _first(argument[2])
        return mask, empty or argument[0] == 0
    return 0, True
