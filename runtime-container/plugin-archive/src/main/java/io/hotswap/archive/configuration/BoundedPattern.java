package io.hotswap.archive.configuration;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/// A plugin's regular expression. Its author may have written one that takes exponential time, and
/// the text is somebody else's, so matching ends after a number of steps.
public final class BoundedPattern implements RegularExpression {
  // A simple expression takes a few steps a character of the longest configuration.
  private static final int STEPS = 400_000;

  private final Pattern pattern;

  public BoundedPattern(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /// @throws TooSlow when it takes too many steps
  @Override
  public boolean matches(String text) {
    return pattern.matcher(new CountedText(text, new Steps())).find();
  }

  public static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooSlow() {
      super("a pattern takes too long", null, false, false);
    }
  }

  private static final class Steps {
    private int taken;
  }

  private record CountedText(CharSequence text, Steps steps) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (++steps.taken > STEPS) {
        throw new TooSlow();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
