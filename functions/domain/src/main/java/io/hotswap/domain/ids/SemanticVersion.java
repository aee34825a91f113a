package io.hotswap.domain.ids;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version by semver.org 2.0.0, ordered by its precedence rules. Numbers are unbounded; the text
/// has at most [#LONGEST] characters.
public record SemanticVersion(String text) implements Comparable<SemanticVersion> {
  public static final int LONGEST = 64;

  /// By precedence; versions that differ in build metadata only are ordered by their text.
  public static final Comparator<SemanticVersion> NEWEST_FIRST =
      Comparator.<SemanticVersion>naturalOrder().thenComparing(SemanticVersion::text).reversed();

  private static final String NUMBER = "(0|[1-9]\\d*)";
  private static final String LABEL = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final Pattern SEMVER =
      Pattern.compile(
          NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-("
              + LABEL
              + "(?:\\."
              + LABEL
              + ")*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

  public SemanticVersion {
    if (!isOne(text)) {
      throw new IllegalArgumentException("Not a semantic version (major.minor.patch): " + text);
    }
  }

  public static Optional<SemanticVersion> parse(String text) {
    return isOne(text) ? Optional.of(new SemanticVersion(text)) : Optional.empty();
  }

  // Checks the length first: a long text would overflow the matcher's stack.
  private static boolean isOne(String text) {
    return text.length() <= LONGEST && SEMVER.matcher(text).matches();
  }

  public BigInteger major() {
    return new BigInteger(text.substring(0, text.indexOf('.')));
  }

  public boolean isPreRelease() {
    return withoutBuild().contains("-");
  }

  /// Major, minor and patch alone.
  public SemanticVersion release() {
    return new SemanticVersion(withoutBuild().split("-", 2)[0]);
  }

  /// The first release in which a number is greater: `next(1)` of 1.2.3 is 1.3.0.
  ///
  /// @param number 0 major, 1 minor, 2 patch
  public SemanticVersion next(int number) {
    var numbers = release().text.split("\\.");
    numbers[number] = new BigInteger(numbers[number]).add(BigInteger.ONE).toString();
    Arrays.fill(numbers, number + 1, numbers.length, "0");
    return new SemanticVersion(String.join(".", numbers));
  }

  /// Without its build metadata: two versions have the same precedence when this is the same.
  public String withoutBuild() {
    int build = text.indexOf('+');
    return build < 0 ? text : text.substring(0, build);
  }

  @Override
  public int compareTo(SemanticVersion other) {
    var mine = SEMVER.matcher(text);
    var theirs = SEMVER.matcher(other.text);
    if (!mine.matches() || !theirs.matches()) {
      throw new AssertionError("checked by the constructor");
    }
    for (int i = 1; i <= 3; i++) {
      int order = new BigInteger(mine.group(i)).compareTo(new BigInteger(theirs.group(i)));
      if (order != 0) {
        return order;
      }
    }
    return comparePreReleases(mine.group(4), theirs.group(4));
  }

  private static int comparePreReleases(@Nullable String mine, @Nullable String theirs) {
    if (mine == null || theirs == null) {
      return Boolean.compare(mine == null, theirs == null);
    }
    var left = mine.split("\\.");
    var right = theirs.split("\\.");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareLabels(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int compareLabels(String left, String right) {
    boolean leftNumber = left.chars().allMatch(Character::isDigit);
    boolean rightNumber = right.chars().allMatch(Character::isDigit);
    if (leftNumber && rightNumber) {
      return new BigInteger(left).compareTo(new BigInteger(right));
    }
    return leftNumber == rightNumber
        ? left.compareTo(right)
        : Boolean.compare(rightNumber, leftNumber);
  }

  @Override
  public String toString() {
    return text;
  }
}
