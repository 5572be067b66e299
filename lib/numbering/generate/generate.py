#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes lib/numbering/generated_plan.cpp from an installed `phonenumbers` package.

    pip install --target build/deps/phonenumbers phonenumbers==9.0.43
    PYTHONPATH=build/deps/phonenumbers python3 lib/numbering/generate/generate.py \
        -o lib/numbering/generated_plan.cpp
"""
import argparse
import re
import sys

import phonenumbers
from phonenumbers import timezone, tzdata

import emit
import metadata
from automaton import Shared
from programs import Programs, first_digits, match_lengths, second_digits

FORMAT_CODES = 1000  # formats are walked from roots of their own in the same automaton


class Numbered:
    """Gives equal things the same small number, from 0."""

    def __init__(self, *first):
        self.items = list(first)
        self._index = {item: i for i, item in enumerate(first)}

    def add(self, item):
        if item not in self._index:
            self._index[item] = len(self.items)
            self.items.append(item)
        return self._index[item]


class Strings:
    """Texts in one pool, each with its end marked by a zero."""

    def __init__(self):
        self.pool = '\0'
        self._index = {'': 0}

    def add(self, text):
        text = text or ''
        if text not in self._index:
            self._index[text] = len(self.pool)
            self.pool += text + '\0'
        return self._index[text]


class Templates:
    """Formats as rows of places: an index of a digit, or a literal. Each has its place and its length; '' has none."""
    ROW, LITERAL = 16, 128

    def __init__(self):
        self.rows = []
        self._known = {'': (0, 0)}

    def add(self, text):
        if text not in self._known:
            places, digit = [], 0
            for c in text:
                if c in (metadata.COPY, metadata.SKIP):
                    digit += 1
                if c != metadata.SKIP:
                    places.append((digit - 1, '') if c == metadata.COPY else (self.LITERAL, c))
            self._known[text] = len(self.rows), len(places)
            places += [(self.LITERAL, '')] * (-len(places) % self.ROW)
            self.rows += [places[at:at + self.ROW] for at in range(0, len(places), self.ROW)]
        return self._known[text]


def collect():
    plan = emit.Plan(version=phonenumbers.__version__)
    plan.automaton, plan.programs = Shared(), Programs()
    plan.strings, plan.classes, plan.formats = Strings(), Numbered((0, 0, 0)), Numbered((0,) * 7)
    plan.templates, plan.strips = Templates(), Numbered()
    plan.regions, plan.countries = [None], [None]
    for code, regions in metadata.countries():
        first = len(plan.regions)
        index = {region.code: first + region.bit for region in regions}
        assert len({r.code for r in regions}) == len(regions)

        def number_class(tags, length):
            region, kind, general = metadata.number_answer(tags, length, regions)
            return plan.classes.add((index[region] if region else 0, metadata.TYPES.index(kind), general))

        def format_class(tags, length):
            national, international, rfc, required = metadata.format_answer(tags, length, regions[0])
            places, sizes = zip(*(plan.templates.add(text) for text in (national, international, rfc)))
            return plan.formats.add((*places, *sizes, int(required)))

        plan.automaton.add(code, metadata.number_patterns(regions), number_class)
        plan.automaton.add(FORMAT_CODES + code, metadata.format_patterns(regions[0]), format_class)
        plan.countries.append((code, first, len(regions)))
        plan.regions += [region_row(plan, region) for region in regions]
    plan.examples = list(examples(plan))
    plan.zone_names, plan.zone_sets, plan.zone_prefixes = zones()
    return plan


def region_row(plan, region):
    data = region.data
    prefix, idd = data.national_prefix_for_parsing or '', data.international_prefix or ''
    preferred = (data.preferred_international_prefix or (idd if idd.isdigit() else '')).replace('~', '')
    assert all(0 < n < 32 for n in data.general_desc.possible_length)
    return emit.RegionRow(
        code=region.code, country_code=region.country, country=len(plan.countries) - 1, bit=region.bit,
        lengths=sum(1 << n for n in data.general_desc.possible_length),
        local_lengths=sum(1 << n for n in data.general_desc.possible_length_local_only),
        prefix_first=first_digits(prefix), idd_first=first_digits(idd), idd_second=second_digits(idd),
        strip_lengths=strip_lengths(data, prefix),
        prefix_program=plan.programs.add(prefix), idd_program=plan.programs.add(idd),
        strips=100 * plan.strips.add(plan.programs.stripped(plan.programs.add(prefix))),
        prefix_literal=plan.strings.add(prefix if prefix.isdigit() else ''),
        idd_literal=plan.strings.add(idd if idd.isdigit() else ''),
        transform=plan.strings.add(transform(data.national_prefix_transform_rule)),
        groups=re.compile(prefix).groups if prefix else 0,
        national_prefix=plan.strings.add(data.national_prefix), idd=plan.strings.add(preferred),
        extension_prefix=plan.strings.add(data.preferred_extn_prefix), prefix=prefix)


def strip_lengths(data, prefix):
    """Of how many digits the national prefix may be stripped: what is left must have a right length, or be too long."""
    possible = set(data.general_desc.possible_length)
    local = set(data.general_desc.possible_length_local_only)

    def may_be_stripped(count):
        left = {count - length for length in match_lengths(prefix)}
        return data.national_prefix_transform_rule or any(
            n not in local and (n in possible or n > max(possible)) for n in left)
    return sum(1 << count for count in range(32) if prefix and may_be_stripped(count))


def transform(rule):
    """The rule with its references to groups as bytes 1 and 2."""
    return (rule or '').replace('\\1', '\x01').replace('\\2', '\x02')


def examples(plan):
    for index, row in enumerate(plan.regions):
        if row is None:
            continue
        data = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(row.country_code, row.code)
        for kind, name in enumerate(metadata.TYPES):
            description = getattr(data, name, None) if kind else None
            if description and description.example_number:
                yield index, kind, int(f'{row.country_code}{description.example_number}')


def zones():
    names, sets, prefixes = Numbered(), Numbered(()), []
    for prefix, zone_names in sorted(tzdata.TIMEZONE_DATA.items()):
        zone_set = () if zone_names == (timezone.UNKNOWN_TIMEZONE,) else tuple(names.add(z) for z in zone_names)
        prefixes.append((prefix, sets.add(zone_set)))
    return names.items, sets.items, prefixes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('-o', '--output', help='file to write; standard output where absent')
    options = parser.parse_args()
    sys.setrecursionlimit(100000)
    text = emit.source(collect())
    if options.output:
        with open(options.output, 'w', encoding='utf-8') as file:
            file.write(text)
    else:
        sys.stdout.write(text)


if __name__ == '__main__':
    main()
