"""Terms by Dutch law. Pure: no clock, no storage; only `register` reads files.

durations, moments    P6W, the Amsterdam calendar, when a day is over
calendars             working days and school days, per region, from `holiday_data`
rules                 what a term is; read by `rule_tables`, checked by `rule_checks`
reckon                rule, start and calendar -> Reckoning, by `ways`, `atw` and `counting`
runs                  a term in one case: start, suspend, resume, extend, finish, lapse, stop
register              the configured rules, regions and parameters; `overrides` bounds a region
"""
