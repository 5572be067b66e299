# SPDX-License-Identifier: BSL-1.0
"""The tables as C++ source."""
import dataclasses
import types
import unicodedata

TAIL = 0x8000
FORMAT_CODES = 1000


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
    prefix_program: int
    idd_program: int
    prefix_literal: int
    idd_literal: int
    transform: int
    groups: int
    national_prefix: int
    idd: int
    extension_prefix: int


def source(plan):
    states, answers, node = ordered_states(plan.automaton)
    tails, pool = packed_tails(plan.automaton.tails())
    automaton_bytes = 20 * len(states) + 2 * len(answers) + 4 * len(tails) + 2 * len(pool)
    out = [HEADER.format(version=plan.version, states=len(states), tails=len(tails), kib=automaton_bytes / 1024,
                         classes=len(plan.classes.items))]
    out.append(f'const std::string_view metadata_version = "{plan.version}";\n')
    out.append(f'const std::size_t automaton_bytes = {automaton_bytes};\n')
    out.append('alignas(64) ' + array('std::uint16_t', 'transitions', [node(c) for _, row in states for c in row]))
    out.append(array('std::uint16_t', 'state_answers', answers))
    out.append(f'const std::uint16_t answering_states = {len(answers)};\n')
    out.append(array('tail', 'tails', tails))
    out.append(array('std::uint16_t', 'tail_answers', pool))
    out.append(array('number_class', 'number_classes', plan.classes.items))
    out.append(array('format_class', 'format_classes', plan.formats.items))
    out.append(array('format_segment', 'format_segments', [segment(*item) for item in plan.templates.segments]))
    out.append(array('country', 'countries', country_rows(plan, node)))
    out.append(array('country_prefix', 'country_of_digits', country_index(plan)))
    out.append(array('region', 'regions', [region_fields(row) for row in plan.regions]))
    out.append(f'const std::size_t region_count = {len(plan.regions)};\n')
    out.append(array('std::uint8_t', 'region_of_letters', region_index(plan)))
    out.append(array('std::uint16_t', 'programs', plan.programs.words))
    out.append(strings('texts', plan.strings.pool))
    out.append(array('example', 'examples', [(r, k, f'{n}u') for r, k, n in plan.examples]))
    out.append(f'const std::size_t example_count = {len(plan.examples)};\n')
    out += zone_tables(plan)
    out += character_tables()
    out.append(FOOTER)
    return '\n'.join(out)


def ordered_states(automaton):
    """States that answer themselves come first, so that only they need a row of answers."""
    order = sorted(range(len(automaton.states)), key=lambda i: (automaton.states[i][0] == 0, i))
    place = {old: new for new, old in enumerate(order)}
    tail_place = {answers: i for i, answers in enumerate(automaton.tails())}
    states = [automaton.states[i] for i in order]
    answers = [answer for answer, _ in states if answer]
    assert len(states) < TAIL and len(tail_place) < TAIL and automaton.tails()[0] == ()

    def node(child):
        kind, value = child
        return place[value] if kind == 'state' else TAIL | tail_place[value]
    return states, answers, node


def packed_tails(tails):
    """(first remaining length that answers, how many answer, where), the answers laid over each other."""
    pool, rows = [], []
    for answers in tails:
        first = next((i for i, a in enumerate(answers) if a), 0)
        wanted = list(answers[first:])
        at = next((i for i in range(len(pool) - len(wanted) + 1) if pool[i:i + len(wanted)] == wanted), None)
        if at is None:
            at = len(pool)
            pool += wanted
        rows.append((at, first, len(wanted)))
    return rows, pool


def country_rows(plan, node):
    rows = [(0, 0, 0, 0, 0, 0)]
    for code, first, count in plan.countries[1:]:
        rows.append((code, node(plan.automaton.roots[code]), node(plan.automaton.roots[FORMAT_CODES + code]), first, count,
                     plan.regions[first].prefix_first))
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


def segment(literal, skip, copy):
    assert literal.isascii() and '"' not in literal
    quoted = '{' + ','.join(f"'{c}'" for c in literal) + '}'
    return (quoted, len(literal), skip, copy)


def region_index(plan):
    index = [0] * (26 * 26)
    assert len(plan.regions) < 256
    for i, row in enumerate(plan.regions[1:], 1):
        if row.code.isalpha():
            index[(ord(row.code[0]) - 65) * 26 + ord(row.code[1]) - 65] = i
    return index


def region_fields(row):
    if row is None:
        return ('{}',) + (0,) * (len(dataclasses.fields(RegionRow)) - 1)
    values = [getattr(row, field.name) for field in dataclasses.fields(RegionRow)]
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
