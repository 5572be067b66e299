# SPDX-License-Identifier: BSL-1.0
"""The tables as C++ source."""
import dataclasses
import types
import unicodedata

from programs import can_begin

FORMAT_CODES = 1000
START_DIGITS = 4
STEP = 5  # nodes between rows of ten that do not overlap


class Plan(types.SimpleNamespace):
    pass


@dataclasses.dataclass
class RegionRow:
    code: str
    country_code: int
    country: int
    bit: int
    lengths: int
    local_lengths: int
    prefix_first: int
    idd_first: int
    idd_second: int
    strip_lengths: int
    prefix_program: int
    idd_program: int
    strips: int
    prefix_literal: int
    idd_literal: int
    transform: int
    groups: int
    national_prefix: int
    idd: int
    extension_prefix: int
    prefix: str  # the pattern; not in the table


def source(plan):
    starts = [start_children(plan, 0), start_children(plan, FORMAT_CODES)]
    layout = Layout(plan.automaton, starts)
    automaton_bytes = 2 * (len(layout.block) + len(layout.answers) + len(layout.tail_answers) + sum(map(len, starts)))
    out = [HEADER.format(version=plan.version, states=len(plan.automaton.states), tails=len(layout.tails),
                         kib=automaton_bytes / 1024, classes=len(plan.classes.items))]
    out.append(f'const std::string_view metadata_version = "{plan.version}";\n')
    out.append(f'const std::size_t automaton_bytes = {automaton_bytes};\n')
    out.append('alignas(64) ' + array('std::uint16_t', 'automaton', layout.block))
    out.append(f'const std::uint16_t first_tail = {layout.first_tail};\n')
    out.append(array('std::uint16_t', 'state_answers', layout.answers))
    out.append(f'const std::uint16_t answering_nodes = {STEP * len(layout.answers)};\n')
    out.append(array('std::uint16_t', 'tail_answers', layout.tail_answers))
    for name, children in zip(('plan_starts', 'format_starts'), starts):
        out.append('alignas(64) ' + array('std::uint16_t', name, [layout.node(child) for child in children]))
    out.append(array('std::uint32_t', 'prefixed_starts', bit_words(may_be_prefixed(plan))))
    out.append(array('number_class', 'number_classes', plan.classes.items))
    out.append(array('format_class', 'format_classes', plan.formats.items))
    out.append(array('format_row', 'format_rows', [format_row(row) for row in plan.templates.rows]))
    out.append(array('country', 'countries', country_rows(plan, layout.node)))
    out.append(array('country_prefix', 'country_of_digits', country_index(plan)))
    out.append(array('region', 'regions', [region_fields(row) for row in plan.regions]))
    out.append(f'const std::size_t region_count = {len(plan.regions)};\n')
    out.append(array('region_name', 'region_names', region_names(plan)))
    out.append(array('std::uint8_t', 'region_of_letters', region_index(plan)))
    out.append(array('std::uint16_t', 'programs', plan.programs.words))
    out.append(array('std::uint8_t', 'strips', [taken for row in plan.strips.items for taken in row]))
    out.append(strings('texts', plan.strings.pool))
    out.append(array('example', 'examples', [(r, k, f'{n}u') for r, k, n in plan.examples]))
    out.append(f'const std::size_t example_count = {len(plan.examples)};\n')
    out += zone_tables(plan)
    out += character_tables()
    out.append(FOOTER)
    return '\n'.join(out)


class Layout:
    """Where everything of the automaton lies in `block`: a node is half of its place there.

    First the states that answer themselves, one row of ten after the other; then the other states, whose rows overlap
    where the end of one is the beginning of another; then the tails, two words each, and room for a read beyond.
    """

    def __init__(self, automaton, starts):
        states = automaton.states
        self.tails = automaton.tails({child for children in starts for child in children})
        assert self.tails[0] == ()
        answering = [i for i, (answer, _) in enumerate(states) if answer]
        self._place = {i: STEP * k for k, i in enumerate(answering)}
        rows = [child for i in answering for child in states[i][1]]
        for chain in overlapping_rows({i: row for i, (answer, row) in enumerate(states) if not answer}):
            for i, shared in chain:
                self._place[i] = (len(rows) - shared) // 2
                rows += states[i][1][shared:]
        self.first_tail = len(rows) // 2
        self._tail = {answers: self.first_tail + k for k, answers in enumerate(self.tails)}
        self.answers = [states[i][0] for i in answering]
        tail_rows, self.tail_answers = packed_tails(self.tails)
        self.block = [self.node(child) for child in rows]
        for at, first, count in tail_rows:
            self.block += [at, first | count << 8]
        self.block += [0] * 8
        assert len(self.block) < 2 * 65536

    def node(self, child):
        kind, value = child
        return self._place[value] if kind == 'state' else self._tail[value]


def overlapping_rows(rows):
    """Chains of (state, how many of its first digits the state before has as its last), greedily the longest first."""
    heads, ends, following = set(rows), set(rows), {}
    chain_of = {i: i for i in rows}

    def chain(i):
        while chain_of[i] != i:
            chain_of[i] = i = chain_of[chain_of[i]]
        return i

    for shared in (8, 6, 4, 2):
        free = {}
        for i in sorted(heads, reverse=True):
            free.setdefault(rows[i][:shared], []).append(i)
        for i in sorted(ends):
            choices = free.get(rows[i][10 - shared:], [])
            j = next((j for j in reversed(choices) if chain(j) != chain(i)), None)
            if j is None:
                continue
            choices.remove(j)
            chain_of[chain(j)] = chain(i)
            following[i] = (j, shared)
            heads.discard(j)
            ends.discard(i)
    for head in sorted(heads):
        links, step = [], (head, 0)
        while step:
            links.append(step)
            step = following.get(step[0])
        yield links


def packed_tails(tails):
    """(where, first remaining length that answers, how many answer), the answers laid over each other behind a 0."""
    pool, rows = [0], []
    for answers in tails:
        first = next((i for i, a in enumerate(answers) if a), 0)
        wanted = list(answers[first:])
        at = next((i for i in range(1, len(pool) - len(wanted) + 1) if pool[i:i + len(wanted)] == wanted), None)
        if at is None:
            at = len(pool)
            pool += wanted
        rows.append((at, first, len(wanted)))
    return rows, pool


def start_children(plan, offset):
    """The node that the first START_DIGITS digits of a number, country code included, lead to."""
    def after(code, digits):
        child = plan.automaton.roots[offset + code]
        for i, digit in enumerate(digits):
            if child[0] == 'tail':
                return ('tail', child[1][len(digits) - i:])
            child = plan.automaton.states[child[1]][1][int(digit)]
        return child

    children = [('tail', ())] * 10 ** START_DIGITS
    for code, _, _ in plan.countries[1:]:
        free = START_DIGITS - len(str(code))
        for rest in range(10 ** free):
            children[code * 10 ** free + rest] = after(code, f'{rest:0{free}}')
    return children


def may_be_prefixed(plan):
    """For each START_DIGITS first digits, whether a national prefix may follow the country code; or no code is there."""
    flags = [True] * 10 ** START_DIGITS
    for code, first, _ in plan.countries[1:]:
        free = START_DIGITS - len(str(code))
        prefix = plan.regions[first].prefix
        for rest in range(10 ** free):
            flags[code * 10 ** free + rest] = bool(prefix) and can_begin(prefix, f'{rest:0{free}}')
    return flags


def bit_words(flags):
    return [f'{sum(1 << i for i, flag in enumerate(flags[at:at + 32]) if flag)}u' for at in range(0, len(flags), 32)]


def country_rows(plan, node):
    rows = [(0,) * 7 + ('0xFFFFFFFFu',)]
    for code, first, count in plan.countries[1:]:
        size, main = len(str(code)), plan.regions[first]
        rows.append((code, node(plan.automaton.roots[code]), node(plan.automaton.roots[FORMAT_CODES + code]), first, count,
                     size, code * 10 ** (START_DIGITS - size), main.strip_lengths))
    assert len(rows) < 256
    return rows


def country_index(plan):
    """By a number's first three digits: the country and the length of its code."""
    index = [(0, 0)] * 1000
    for i, row in enumerate(plan.countries[1:], 1):
        code = str(row[0])
        for rest in range(10 ** (3 - len(code))):
            index[int(f'{code}{rest:0{3 - len(code)}}' if len(code) < 3 else code)] = (i, len(code))
    return index


def format_row(row):
    literals = ','.join(f"'{c}'" if c else '0' for _, c in row)
    return '{' + ','.join(str(place) for place, _ in row) + '}', '{' + literals + '}'


def region_names(plan):
    return [('""', 0)] + [(f'"{row.code}"', len(row.code)) for row in plan.regions[1:]]


def region_index(plan):
    index = [0] * (26 * 26)
    assert len(plan.regions) < 256
    for i, row in enumerate(plan.regions[1:], 1):
        if row.code.isalpha():
            index[(ord(row.code[0]) - 65) * 26 + ord(row.code[1]) - 65] = i
    return index


def region_fields(row):
    if row is None:
        return ('{}',) + (0,) * (len(dataclasses.fields(RegionRow)) - 2)
    values = [getattr(row, field.name) for field in dataclasses.fields(RegionRow) if field.name != 'prefix']
    return (f'"{row.code}"', *values[1:])


def zone_tables(plan):
    """Prefixes as sorted (digits, length) keys, each with its set of zones."""
    set_rows, members = [], []
    for zone_set in plan.zone_sets:
        set_rows.append((len(members), len(zone_set)))
        members += zone_set
    prefixes = sorted((int(prefix), index) for prefix, index in plan.zone_prefixes)
    longest = max(len(prefix) for prefix, _ in plan.zone_prefixes)
    yield 'const std::string_view zone_names[] = {' + ', '.join(f'"{z}"' for z in plan.zone_names) + '};\n'
    yield array('zone_set', 'zone_sets', set_rows)
    yield array('std::uint16_t', 'zone_members', members)
    yield array('zone_prefix', 'zone_prefixes', [(f'{p}u', i) for p, i in prefixes])
    yield f'const std::size_t zone_prefix_count = {len(prefixes)};\n'
    yield f'const std::size_t longest_zone_prefix = {longest};\n'


def character_tables():
    """Unicode's decimal digits (first of each ten) and its letters and numbers, as ranges beyond ASCII."""
    zeros = [c for c in range(128, 0x110000) if unicodedata.category(chr(c)) == 'Nd' and unicodedata.digit(chr(c)) == 0]
    ranges = []
    for c in range(128, 0x110000):
        if not chr(c).isalnum():
            continue
        if ranges and ranges[-1][1] == c - 1:
            ranges[-1][1] = c
        else:
            ranges.append([c, c])
    yield array('char32_t', 'digit_zeros', zeros)
    yield f'const std::size_t digit_zero_count = {len(zeros)};\n'
    yield array('character_range', 'alphanumerics', [tuple(r) for r in ranges])
    yield f'const std::size_t alphanumeric_count = {len(ranges)};\n'


def array(element, name, items):
    def text(item):
        return '{' + ','.join(map(str, item)) + '}' if isinstance(item, tuple) else str(item)
    return f'const {element} {name}[] = {{\n' + wrapped([text(item) for item in items]) + '};\n'


def wrapped(items):
    lines, line = [], ''
    for item in items:
        if len(line) + len(item) + 1 > 118:
            lines.append(line)
            line = ''
        line += item + ','
    return '\n'.join(lines + [line]) + '\n'


def strings(name, pool):
    """A pool of texts, cut into literals of bearable length; octal so that no digit that follows is swallowed."""
    def escape(c):
        return f'\\{ord(c):03o}' if ord(c) < 32 or c in '"\\?' else c
    assert pool.isascii() and len(pool) < 65536
    text = ''.join(escape(c) for c in pool)
    lines, at = [], 0
    while at < len(text):
        end = min(at + 110, len(text))
        while end < len(text) and '\\' in text[max(at, end - 3):end]:
            end -= 1
        lines.append('    "' + text[at:end] + '"')
        at = end
    return f'const char {name}[] =\n' + '\n'.join(lines) + ';\n'


HEADER = '''// SPDX-License-Identifier: Apache-2.0
// Generated by lib/numbering/generate/generate.py; do not edit.
// Facts of the world's numbering plan from the metadata of libphonenumber, as the Python package phonenumbers
// {version} ships it (Apache License 2.0; see NOTICE).
// {states} states, {tails} tails, {classes} distinct answers: {kib:.1f} KiB of automaton.
// clang-format off
#include <almon/numbering/detail/tables.hpp>

namespace almon::inline v0::numbering::tables {{
'''
FOOTER = '''} // namespace almon::inline v0::numbering::tables
'''
