using System;
using System.Numerics;

namespace Offers;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    // Stored less one, so that the default value is the fraction 0/1.
    private readonly BigInteger _denominatorLessOne;

    /// <summary>Reduces numerator / denominator.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        divisor = denominator.Sign < 0 ? -divisor : divisor;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    /// <summary>The numerator in lowest terms.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator in lowest terms; positive.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>The nearest number that people can read.</summary>
    public double Value => (double)Numerator / (double)Denominator;

    /// <summary>The sum.</summary>
    public static Fraction operator +(Fraction left, Fraction right) => new(
        (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator),
        left.Denominator * right.Denominator);

    /// <summary>The difference.</summary>
    public static Fraction operator -(Fraction left, Fraction right) => new(
        (left.Numerator * right.Denominator) - (right.Numerator * left.Denominator),
        left.Denominator * right.Denominator);

    /// <summary>The product.</summary>
    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Fraction operator /(Fraction left, Fraction right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Equal fractions.</summary>
    public static bool operator ==(Fraction left, Fraction right) => left.Equals(right);

    /// <summary>Different fractions.</summary>
    public static bool operator !=(Fraction left, Fraction right) => !left.Equals(right);

    /// <summary>Smaller.</summary>
    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    /// <summary>Larger.</summary>
    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    /// <summary>Not larger.</summary>
    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    /// <summary>Not smaller.</summary>
    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Fraction other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) =>
        Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <summary>A hash of numerator and denominator.</summary>
    public override int GetHashCode() =>
        (Numerator.GetHashCode() * 31) ^ _denominatorLessOne.GetHashCode();

    /// <summary>As <c>45/11</c>, or <c>3</c> when whole.</summary>
    public override string ToString() =>
        _denominatorLessOne.IsZero ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
