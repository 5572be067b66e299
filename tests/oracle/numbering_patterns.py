#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes patterns.tsv, the patterns of every region as the automaton's slow twin needs them: region, whether mobile and
fixed-line patterns are one, kind, mask of possible lengths, pattern.

    PYTHONPATH=build/deps/phonenumbers python3 tests/oracle/numbering_patterns.py > tests/data/numbering/patterns.tsv
"""
import phonenumbers

KINDS = ['general_desc', 'premium_rate', 'toll_free', 'shared_cost', 'voip', 'personal_number', 'pager', 'uan',
         'voicemail', 'fixed_line', 'mobile']

print(f'# phonenumbers {phonenumbers.__version__}')
for region in sorted(phonenumbers.SUPPORTED_REGIONS):
    data = phonenumbers.PhoneMetadata.metadata_for_region(region)
    for kind in KINDS:
        description = getattr(data, kind)
        if description is None or not description.national_number_pattern:
            continue
        lengths = 0 if kind == 'general_desc' else sum(1 << n for n in description.possible_length)
        print(region, int(data.same_mobile_and_fixed_line_pattern), kind, lengths, description.national_number_pattern,
              sep='\t')
