using System;

namespace Offers;

/// <summary>
/// When something is to happen, as cron says it, in UTC: minute, hour, day of month, month and day
/// of week. Each is a list of numbers, ranges (<c>1-5</c>) and stars, with steps if wanted
/// (<c>*/15</c>, <c>8-18/2</c>; <c>5/10</c> is from 5 to the end); months and days of the week may
/// be called by three letters of their names, and Sunday is 0 or 7.
/// </summary>
/// <remarks>
/// As in Vixie cron, a day is right when its number or its weekday is, if neither of the two fields
/// begins with a star; otherwise when both are.
/// </remarks>
public sealed class CronExpression : IEquatable<CronExpression>
{
    private const long TicksPerMinute = TimeSpan.TicksPerMinute;
    private const int MinutesPerDay = 1_440;

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;
    private readonly string _text;

    private CronExpression(CronField[] fields, string text)
    {
        _minutes = fields[0];
        _hours = fields[1];
        _days = fields[2];
        _months = fields[3];
        _weekdays = fields[4];
        _text = text;
    }

    /// <summary>Reads the five fields, separated by blanks or tabulators.</summary>
    /// <exception cref="FormatException">
    /// The text is malformed; the message says what was found and what was expected.
    /// </exception>
    public static CronExpression Parse(string text) =>
        TryParse(text, out CronExpression? read, out string error)
            ? read!
            : throw new FormatException($"cron expression: {error}");

    /// <summary>As <see cref="Parse"/>, with what is wrong in words instead of thrown.</summary>
    /// <returns>True and the expression, or false, null and the error.</returns>
    public static bool TryParse(string text, out CronExpression? expression, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        expression = null;
        CronField[] fields = new CronField[CronField.Rules.Length];
        int count = 0;
        ReadOnlySpan<char> all = text;
        foreach (Range range in all.SplitAny(' ', '\t'))
        {
            ReadOnlySpan<char> field = all[range];
            if (field.IsEmpty)
            {
                continue;
            }

            if (count == fields.Length)
            {
                error = $"found more than {count} fields in '{text}', expected {count}";
                return false;
            }

            CronField.Rule rule = CronField.Rules[count];
            if (!CronField.TryRead(field, rule, out fields[count++], out string wrong))
            {
                error = $"found {wrong}, expected *, numbers or ranges within {rule.Low} to "
                    + $"{rule.High}, with steps of 1 or more";
                return false;
            }
        }

        error = count < fields.Length
            ? $"found {count} fields in '{text}', expected {fields.Length}"
            : "";
        expression = error.Length == 0 ? new CronExpression(fields, text) : null;
        return error.Length == 0;
    }

    /// <summary>
    /// The first minute that is right and later than a moment; <see cref="Timestamp.Never"/> when
    /// there is none, such as on 30 February.
    /// </summary>
    /// <param name="after">A moment whose zero is the Unix epoch, 1970-01-01 in UTC.</param>
    public Timestamp Next(Timestamp after)
    {
        long minute = (after.Ticks / TicksPerMinute) + 1;
        long day = minute / MinutesPerDay;
        if (IsRight(CivilDay.Of(day), day)
            && MinuteFrom((int)(minute % MinutesPerDay)) is >= 0 and int today)
        {
            return At(day, today);
        }

        long found = DayFrom(day + 1);
        return found < 0 ? Timestamp.Never : At(found, MinuteFrom(0));
    }

    /// <summary>Whether both say the same moments in the same way, whatever the spelling.</summary>
    public bool Equals(CronExpression? other) =>
        other is not null && _minutes == other._minutes && _hours == other._hours
        && _days == other._days && _months == other._months && _weekdays == other._weekdays;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CronExpression);

    /// <summary>A hash of the fields, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        hash.Add((long)_minutes.Bits);
        hash.Add((long)_hours.Bits);
        hash.Add((long)_days.Bits);
        hash.Add((long)_months.Bits);
        hash.Add((long)_weekdays.Bits);
        return (int)hash.Value;
    }

    /// <summary>The text as it was read.</summary>
    public override string ToString() => _text;

    private static Timestamp At(long day, int minute)
    {
        long minutes = (day * MinutesPerDay) + minute;
        return minutes > long.MaxValue / TicksPerMinute
            ? Timestamp.Never
            : new Timestamp(minutes * TicksPerMinute);
    }

    /// <summary>The first minute of a day from here on; -1 when there is none.</summary>
    private int MinuteFrom(int minute)
    {
        int hour = _hours.From(minute / 60);
        if (hour == minute / 60 && _minutes.From(minute % 60) is >= 0 and int now)
        {
            return (hour * 60) + now;
        }

        hour = hour == minute / 60 ? _hours.From(hour + 1) : hour;
        return hour < 0 ? -1 : (hour * 60) + _minutes.From(0);
    }

    /// <summary>
    /// The first right day from here on, within the 400 years after which all repeats; -1 when
    /// there is none.
    /// </summary>
    private long DayFrom(long number)
    {
        long end = number + CivilDay.Cycle;
        CivilDay day = CivilDay.Of(number);
        while (number < end)
        {
            if (!_months.Has(day.Month))
            {
                day = day.NextMonth;
                number = day.Number;
                continue;
            }

            if (IsRight(day, number))
            {
                return number;
            }

            number++;
            day = day.Day < day.DaysInMonth ? day with { Day = day.Day + 1 } : day.NextMonth;
        }

        return -1;
    }

    private bool IsRight(CivilDay day, long number)
    {
        bool byDay = _days.Has(day.Day);
        bool byWeekday = _weekdays.Has(CivilDay.WeekdayOf(number));
        bool isRight = _days.IsStar || _weekdays.IsStar ? byDay && byWeekday : byDay || byWeekday;
        return isRight && _months.Has(day.Month);
    }
}
