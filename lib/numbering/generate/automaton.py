# SPDX-License-Identifier: BSL-1.0
"""Patterns over digits to one shared automaton.

A pattern becomes an NFA; all patterns of one country code are walked together, digit by digit, to the longest national
number there is. Two states are one where the same answers follow from both (hash-consing from the leaves up: the walk
has no loops because its depth is bounded). Most of a number's digits decide nothing, so that a state from which only
the count of the remaining digits matters is no state but a *tail*: a row of answers by that count.
"""
import collections
import re

try:
    from re import _parser as sre_parse
except ImportError:  # Python before 3.11
    import sre_parse

LONGEST_NATIONAL = 17
DIGITS = range(10)


class Nfa:
    def __init__(self):
        self.empty = []
        self.moves = []

    def state(self):
        self.empty.append([])
        self.moves.append([])
        return len(self.empty) - 1

    def link(self, source, target):
        self.empty[source].append(target)

    def closure(self, states):
        stack, seen = list(states), set(states)
        while stack:
            for target in self.empty[stack.pop()]:
                if target not in seen:
                    seen.add(target)
                    stack.append(target)
        return frozenset(seen)

    def add(self, pattern, start):
        """Appends `pattern` to `start`; the state in which it has matched."""
        return self._sequence(sre_parse.parse(pattern), start)

    def _sequence(self, items, at):
        for op, argument in items:
            at = self._item(op, argument, at)
        return at

    def _item(self, op, argument, at):
        if op in (sre_parse.LITERAL, sre_parse.IN):
            target = self.state()
            for digit in digit_set(op, argument):
                self.moves[at].append((digit, target))
            return target
        if op is sre_parse.SUBPATTERN:
            return self._sequence(argument[3], at)
        if op is sre_parse.BRANCH:
            end = self.state()
            for branch in argument[1]:
                start = self.state()
                self.link(at, start)
                self.link(self._sequence(branch, start), end)
            return end
        if op is sre_parse.MAX_REPEAT:
            low, high, items = argument
            for _ in range(low):
                at = self._sequence(items, at)
            if high is sre_parse.MAXREPEAT:
                start = self.state()
                self.link(at, start)
                self.link(self._sequence(items, start), start)
                return start
            end = self.state()
            self.link(at, end)
            for _ in range(high - low):
                at = self._sequence(items, at)
                self.link(at, end)
            return end
        raise ValueError(f'pattern with {op}: not one over digits')


def digit_set(op, argument):
    """The digits that a literal or a class stands for, sorted."""
    if op is sre_parse.LITERAL:
        return [argument - ord('0')]
    digits = set()
    for inner, value in argument:
        if inner is sre_parse.LITERAL:
            digits.add(value - ord('0'))
        elif inner is sre_parse.RANGE:
            digits.update(range(value[0] - ord('0'), value[1] - ord('0') + 1))
        elif inner is sre_parse.CATEGORY and value is sre_parse.CATEGORY_DIGIT:
            digits.update(DIGITS)
        else:
            raise ValueError(f'class with {inner}')
    assert all(0 <= d <= 9 for d in digits)
    return sorted(digits)


class Shared:
    """The automaton of all country codes. `roots[code]` is a node: ('tail', answers) or ('state', id).

    `states[id]` is (answer, ten child nodes); answers are small integers, 0 means that nothing matched.
    """

    def __init__(self):
        self.states = []
        self.roots = {}
        self._known = {}

    def add(self, code, tagged_patterns, answer_of):
        """Adds a country code: (pattern, tag) pairs, and `answer_of(tags, length)` for the tags that match."""
        nfa = Nfa()
        start = nfa.state()
        tags = {}
        for pattern, tag in tagged_patterns:
            entry = nfa.state()
            nfa.link(start, entry)
            tags.setdefault(nfa.add(pattern, entry), set()).add(tag)
        memo = {}

        def node(states, length):
            key = (states, length)
            if key in memo:
                return memo[key]
            matched = frozenset(tag for s in states for tag in tags.get(s, ()))
            answer = answer_of(matched, length) if length <= LONGEST_NATIONAL else 0
            moves = collections.defaultdict(set)
            if length < LONGEST_NATIONAL:
                for s in states:
                    for digit, target in nfa.moves[s]:
                        moves[digit].add(target)
            children = tuple(node(nfa.closure(moves[d]), length + 1) if moves[d] else ('tail', ()) for d in DIGITS)
            memo[key] = self._node(answer, children)
            return memo[key]

        self.roots[code] = node(nfa.closure({start}), 0)

    def _node(self, answer, children):
        first = children[0]
        if first[0] == 'tail' and all(child == first for child in children):
            answers = (answer,) + first[1]
            while answers and answers[-1] == 0:
                answers = answers[:-1]
            return ('tail', answers)
        key = (answer, children)
        if key not in self._known:
            self._known[key] = len(self.states)
            self.states.append(key)
        return ('state', self._known[key])

    def tails(self, more):
        """Every distinct tail, those among the nodes `more` too, in a settled order."""
        nodes = [child for _, children in self.states for child in children] + [*self.roots.values(), *more]
        return sorted({answers for kind, answers in nodes if kind == 'tail'}, key=lambda t: (len(t), t))
