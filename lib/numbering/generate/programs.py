# SPDX-License-Identifier: BSL-1.0
"""Prefix patterns (national prefixes, international prefixes) to programs of a small matcher with Perl's choices.

One 16-bit word an instruction, its operation in the top four bits; see include/almon/numbering/detail/tables.hpp.
"""
import re

try:
    from re import _parser as sre_parse
except ImportError:  # Python before 3.11
    import sre_parse

from automaton import Nfa, digit_set

MATCH, SET, SPLIT, JUMP, SAVE, END = range(6)
UNDECIDED = 15


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


    def stripped(self, address):
        """For each two digits that a longer text begins with: how many the program takes; UNDECIDED where that depends
        on more, or where it takes groups."""
        if address == 0:
            return (0,) * 100
        return tuple(self._take(address, 0, (first, second)) or 0 for first in range(10) for second in range(10))

    def _take(self, address, position, digits, saved=False):
        """None where it cannot match, else how many digits it takes."""
        while True:
            word = self.words[address]
            operation = word >> 12
            if operation == MATCH:
                return UNDECIDED if saved else position
            if operation == SAVE:
                saved = True
                address += 1
            elif operation == END or operation == SET:
                if position == len(digits):
                    return UNDECIDED
                if operation == END or not word >> digits[position] & 1:
                    return None
                position += 1
                address += 1
            elif operation == SPLIT:
                taken = self._take(address + 2, position, digits, saved)
                if taken is not None:
                    return taken
                address = self.words[address + 1]
            else:
                address = self.words[address + 1]


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


def second_digits(pattern):
    """Mask of the digits that can follow the first in a match of `pattern`; all of them where one digit is a match."""
    nfa = Nfa()
    start = nfa.state()
    end = nfa.add(pattern or '[0-9]', start)
    after = {target for s in nfa.closure({start}) for _, target in nfa.moves[s]}
    after = nfa.closure(after)
    return 0x3FF if end in after else sum({1 << d for s in after for d, _ in nfa.moves[s]})


def can_begin(pattern, digits):
    """Whether a match of `pattern` can begin with `digits`, or be a part of them."""
    nfa = Nfa()
    states = {nfa.state()}
    end = nfa.add(pattern.replace('$', ''), next(iter(states)))
    for digit in digits:
        states = nfa.closure(states)
        if end in states:
            return True
        states = {target for s in states for d, target in nfa.moves[s] if d == int(digit)}
    return bool(states)


def match_lengths(pattern):
    """How many digits a match of `pattern` can take."""
    low, high = sre_parse.parse(pattern).getwidth() if pattern else (0, 0)
    return range(int(low), int(high) + 1)
