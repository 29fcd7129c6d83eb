namespace Offers.Core.Tests.Schedulers;

public sealed class CronExpressionTests
{
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("* * * * *", "2024-02-28 23:59", "2024-02-29 00:00")]
    [InlineData("*/15 * * * *", "2023-02-28 23:50", "2023-03-01 00:00")]
    [InlineData("30 4 1,15 * 5", "2024-09-01 05:00", "2024-09-06 04:30")]
    [InlineData("0 0 */2 * mon", "2024-09-01 00:00", "2024-09-09 00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01 00:00", "2104-02-29 00:00")]
    [InlineData("0 12 31 * *", "2024-04-01 00:00", "2024-05-31 12:00")]
    [InlineData("5/20 8-10/2 * jan-MAR sun", "2024-01-01 00:00", "2024-01-07 08:05")]
    [InlineData("0 0 * * 7", "2024-09-02 00:00", "2024-09-08 00:00")]
    [InlineData("0 0 * * 5-7", "2024-09-06 00:00", "2024-09-07 00:00")]
    [InlineData("59 23 31 12 *", "2024-12-31 23:59", "2025-12-31 23:59")]
    public void The_next_time_is(string expression, string after, string next) =>
        Assert.Equal(At(next), CronExpression.Parse(expression).Next(At(after)));

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    public void An_impossible_date_never_comes(string expression) =>
        Assert.Equal(Timestamp.Never, CronExpression.Parse(expression).Next(Timestamp.Zero));

    [Fact]
    public void A_moment_within_a_minute_is_before_the_next_one_and_a_hit_is_after_itself()
    {
        CronExpression every = CronExpression.Parse("* * * * *");
        Assert.Equal(At("2024-01-01 00:01"), every.Next(At("2024-01-01 00:00")));
        Assert.Equal(
            At("2024-01-01 00:01"), every.Next(new Timestamp(At("2024-01-01 00:01").Ticks - 1)));
        Assert.Equal(Timestamp.Never, every.Next(new Timestamp(long.MaxValue - 1)));
    }

    [Fact]
    public void Equal_fields_are_equal_expressions()
    {
        CronExpression one = CronExpression.Parse("0 0 1-3 jan sun");
        CronExpression other = CronExpression.Parse("0  0\t1,2,3 1 7");
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, CronExpression.Parse("0 0 1-3 jan *"));
        Assert.Equal("0 0 1-3 jan sun", one.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1,,2 * * * *")]
    [InlineData("1- * * * *")]
    [InlineData("* * * foo *")]
    [InlineData("-1 * * * *")]
    [InlineData("*5 * * * *")]
    [InlineData("*/ * * * *")]
    public void What_is_malformed_is_refused_in_words(string text)
    {
        Assert.False(CronExpression.TryParse(text, out CronExpression? none, out string error));
        Assert.Null(none);
        Assert.Contains("expected", error, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => CronExpression.Parse(text));
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_breaks_the_parser()
    {
        string[] pieces =
        [
            "*", "*", "*/5", "1-5", "jan", "SUN-tue", "7", "1,2", "30", "x", "", "*/0", "59", "3/4",
            "9-1", "0", "mon-fri/2", "99999999999999999999", "-", "/", "1-2-3", "\t", ",",
        ];
        Random random = new(17);
        int read = 0;
        for (int i = 0; i < 50_000 * PropertyRunner.Factor; i++)
        {
            List<string> fields = [.. Enumerable.Range(0, random.Next(4, 7))
                .Select(_ => pieces[random.Next(random.Next(2) == 0 ? 3 : pieces.Length)])];
            char[] text = string.Join(' ', fields).ToCharArray();
            if (random.Next(3) == 0)
            {
                text[random.Next(text.Length)] = (char)random.Next(1, 128);
            }

            if (CronExpression.TryParse(new string(text), out CronExpression? cron, out _))
            {
                read++;
                Assert.Equal(cron, CronExpression.Parse(cron!.ToString()));
                cron.Next(Timestamp.Zero);
            }
        }

        Assert.True(read > 1_000, $"only {read} texts were read");
    }

    /// <summary>Minute by minute over years, with the calendar of the base library.</summary>
    [Fact]
    public void It_agrees_with_a_slow_twin_minute_by_minute()
    {
        Random random = new(23);
        for (int i = 0; i < 40 * PropertyRunner.Factor; i++)
        {
            string text = string.Join(' ', Field(random, 0, 59), Field(random, 0, 23),
                Field(random, 1, 31), Field(random, 1, 12), Field(random, 0, 7));
            CronExpression cron = CronExpression.Parse(text);
            DateTime minute = Epoch.AddDays(random.Next(60_000)).AddMinutes(random.Next(1_440));
            Timestamp next = cron.Next(At(minute));
            bool[][] right = Right(text.Split(' '));
            bool isAnd = text.Split(' ')[2][0] == '*' || text.Split(' ')[4][0] == '*';
            for (int m = 0; m < 530_000; m++)
            {
                minute = minute.AddMinutes(1);
                bool isNext = next == At(minute);
                if (isNext != IsRight(right, isAnd, minute))
                {
                    Assert.Fail($"{text} at {minute:u}");
                }

                next = isNext ? cron.Next(next) : next;
            }
        }
    }

    private static string Field(Random random, int low, int high)
    {
        int one = random.Next(low, high + 1);
        int other = random.Next(one, high + 1);
        return random.Next(6) switch
        {
            0 => $"{one}",
            1 => $"{one}-{other}",
            2 => $"*/{random.Next(1, 8)}",
            3 => $"{one},{other}",
            4 => $"{one}-{other}/{random.Next(1, 5)}",
            _ => "*",
        };
    }

    private static bool[][] Right(string[] fields)
    {
        int[] lows = [0, 0, 1, 1, 0];
        int[] highs = [59, 23, 31, 12, 7];
        bool[][] right = [.. fields.Select((field, f) => Enumerable.Range(0, 60)
            .Select(value => Has(field, value, lows[f], highs[f])).ToArray())];
        right[4][0] |= fields[4][0] != '*' && right[4][7];
        return right;
    }

    private static bool IsRight(bool[][] right, bool isAnd, DateTime time)
    {
        bool day = right[2][time.Day];
        bool week = right[4][(int)time.DayOfWeek];
        return right[0][time.Minute] && right[1][time.Hour] && right[3][time.Month]
            && (isAnd ? day && week : day || week);
    }

    private static bool Has(string field, int value, int low, int high)
    {
        foreach (string part in field.Split(','))
        {
            string[] step = part.Split('/');
            string[] ends = step[0] == "*" ? [$"{low}", $"{high}"] : step[0].Split('-');
            int from = int.Parse(ends[0]);
            int to = int.Parse(ends[^1]);
            int every = step.Length > 1 ? int.Parse(step[1]) : 1;
            if (value >= from && value <= to && (value - from) % every == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static Timestamp At(string text) => At(DateTime.ParseExact(
        text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    private static Timestamp At(DateTime time) => new(time.Ticks - Epoch.Ticks);
}
