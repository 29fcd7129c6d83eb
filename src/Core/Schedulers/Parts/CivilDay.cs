namespace Offers;

/// <summary>
/// A day of the Gregorian calendar, carried back before its time, from and to the number of days
/// since 1970-01-01 (after Hinnant, "chrono-compatible low-level date algorithms").
/// </summary>
internal readonly record struct CivilDay(long Year, int Month, int Day)
{
    /// <summary>Days after which the calendar with its weekdays repeats: 400 years.</summary>
    internal const long Cycle = 146_097;

    private const long EpochShift = 719_468;

    /// <summary>Days since 1970-01-01.</summary>
    internal long Number
    {
        get
        {
            // Years begin in March, so that the day that is not always there is the last.
            long year = Year - (Month <= 2 ? 1 : 0);
            long era = (year >= 0 ? year : year - 399) / 400;
            long yearOfEra = year - (era * 400);
            long dayOfYear = (((153 * (Month + (Month > 2 ? -3 : 9))) + 2) / 5) + Day - 1;
            long dayOfEra =
                (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
            return (era * Cycle) + dayOfEra - EpochShift;
        }
    }

    /// <summary>Days in the month.</summary>
    internal int DaysInMonth => Month switch
    {
        2 => IsLeap ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private bool IsLeap => Year % 4 == 0 && (Year % 100 != 0 || Year % 400 == 0);

    /// <summary>The first of the next month.</summary>
    internal CivilDay NextMonth =>
        Month == 12 ? new CivilDay(Year + 1, 1, 1) : new CivilDay(Year, Month + 1, 1);

    /// <summary>The day of a number of days since 1970-01-01.</summary>
    internal static CivilDay Of(long number)
    {
        long shifted = number + EpochShift;
        long era = (shifted >= 0 ? shifted : shifted - (Cycle - 1)) / Cycle;
        long dayOfEra = shifted - (era * Cycle);
        long yearOfEra =
            (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int month = (int)(((5 * dayOfYear) + 2) / 153);
        int day = (int)(dayOfYear - (((153 * month) + 2) / 5)) + 1;
        month += month < 10 ? 3 : -9;
        return new CivilDay(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>0 is Sunday. 1970-01-01 was a Thursday.</summary>
    internal static int WeekdayOf(long number) => (int)((((number + 4) % 7) + 7) % 7);
}
