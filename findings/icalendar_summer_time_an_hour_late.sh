#!/bin/sh
# icalendar 7.3.2: Timezone.from_tzinfo writes the onset of summer time in the new offset.
#
# RFC 5545, 3.6.5: DTSTART of STANDARD and DAYLIGHT is the local time at which the observance takes
# effect, in the offset of TZOFFSETFROM, so that DTSTART minus TZOFFSETFROM is the moment in UTC.
# Seen: for Europe/Berlin 2026 the DAYLIGHT part has DTSTART 03:00 with TZOFFSETFROM +0100, which is
# 02:00 UTC; the clocks change at 01:00 UTC. The STANDARD part (DTSTART 03:00, TZOFFSETFROM +0200,
# 01:00 UTC) is right. A reader that goes by the component, such as dateutil.tz.tzical, is an hour
# off from 02:00 to 03:00 UTC on that day. Calendar.add_missing_timezones writes the same.
# Exits 0 while that is so, 1 once it is otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q icalendar==7.3.2 python-dateutil==2.9.0.post0 tzdata
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import UTC, date, datetime
from importlib.metadata import version
from io import StringIO
from zoneinfo import ZoneInfo

from dateutil.tz import tzical
from icalendar import Calendar, Timezone

print("icalendar", version("icalendar"), "python-dateutil", version("python-dateutil"))
zone = ZoneInfo("Europe/Berlin")
made = Timezone.from_tzinfo(zone, first_date=date(2026, 1, 1), last_date=date(2026, 12, 31))
(summer,) = made.daylight
onset, before = summer["dtstart"].dt, summer["tzoffsetfrom"].td
in_utc = (onset - before).replace(tzinfo=UTC)
print("DAYLIGHT DTSTART", onset, "TZOFFSETFROM", before, "-> begins", in_utc)
print("zoneinfo at 01:00 UTC:", datetime(2026, 3, 29, 1, tzinfo=UTC).astimezone(zone))

whole = Calendar()
whole.add_component(made)
reader = tzical(StringIO(whole.to_ical().decode())).get("Europe/Berlin")
at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
print("01:30 UTC by the file:", at.astimezone(reader), "by zoneinfo:", at.astimezone(zone))

late = in_utc == datetime(2026, 3, 29, 2, tzinfo=UTC)
differs = at.astimezone(reader).utcoffset() != at.astimezone(zone).utcoffset()
sys.exit(0 if late and differs else 1)
PYTHON
