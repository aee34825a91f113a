package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// @param multiples what each is a multiple of
record NumberShape(
    Bound lower, Bound upper, boolean integral, Set<BigDecimal> multiples, Set<JsonNode> others)
    implements Shape {

  NumberShape {
    multiples = Set.copyOf(multiples);
  }

  /// @param at null where it is unbounded
  record Bound(@Nullable BigDecimal at, boolean exclusive) {
    static final Bound NONE = new Bound(null, false);

    /// Whether a value may be there, seen from below.
    boolean allowsAbove(BigDecimal value) {
      return at == null || (exclusive ? value.compareTo(at) > 0 : value.compareTo(at) >= 0);
    }

    boolean allowsBelow(BigDecimal value) {
      return at == null || (exclusive ? value.compareTo(at) < 0 : value.compareTo(at) <= 0);
    }

    /// Whether this lower bound refuses all that the other refuses.
    boolean isAtLeast(Bound other) {
      return other.at == null
          || (at != null && (other.allowsAbove(at) || (exclusive && at.compareTo(other.at) == 0)));
    }

    boolean isAtMost(Bound other) {
      return other.at == null
          || (at != null && (other.allowsBelow(at) || (exclusive && at.compareTo(other.at) == 0)));
    }
  }

  @Override
  public Shape withOthers(Set<JsonNode> more) {
    return new NumberShape(lower, upper, integral, multiples, more);
  }

  @Override
  public Optional<Shape> meet(Shape other, Effort effort) {
    return switch (other) {
      case ValueShape values -> values.meet(this, effort);
      case NumberShape number -> meet(number);
      case TextShape _, ListShape _, ObjectShape _ -> Optional.empty();
    };
  }

  private Optional<Shape> meet(NumberShape other) {
    var all = new HashSet<>(multiples);
    all.addAll(other.multiples);
    var common =
        new NumberShape(
            lower.isAtLeast(other.lower) ? lower : other.lower,
            upper.isAtMost(other.upper) ? upper : other.upper,
            integral || other.integral,
            all,
            Shape.both(this, other));
    return common.isEmpty() ? Optional.empty() : Optional.of(common);
  }

  boolean isEmpty() {
    if (lower.at == null || upper.at == null) {
      return false;
    }
    var first = integral ? firstIntegral() : lower.at;
    return !upper.allowsBelow(first) || (!integral && !lower.allowsAbove(upper.at));
  }

  /// The first whole number that the lower bound allows.
  private BigDecimal firstIntegral() {
    var from = Objects.requireNonNull(lower.at).setScale(0, RoundingMode.CEILING);
    return lower.allowsAbove(from) ? from : from.add(BigDecimal.ONE);
  }

  /// Whether each of these numbers is one of the others', by the rules that are understood.
  boolean isWithin(NumberShape wider) {
    return lower.isAtLeast(wider.lower)
        && upper.isAtMost(wider.upper)
        && (integral || !wider.integral)
        && wider.multiples.stream().allMatch(this::areMultiplesOf);
  }

  private boolean areMultiplesOf(BigDecimal part) {
    return (integral && divides(part, BigDecimal.ONE))
        || multiples.stream().anyMatch(it -> divides(part, it));
  }

  private static boolean divides(BigDecimal part, BigDecimal whole) {
    return whole.remainder(part).signum() == 0;
  }

  @Override
  public boolean matches(JsonNode value, BiPredicate<Alternatives, JsonNode> nested) {
    if (!value.isNumber()) {
      return false;
    }
    var number = value.decimalValue();
    return lower.allowsAbove(number)
        && upper.allowsBelow(number)
        && (!integral || divides(BigDecimal.ONE, number))
        && multiples.stream().allMatch(it -> divides(it, number));
  }
}
