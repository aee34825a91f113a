package io.hotswap.runtime.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The frames and the classes of causes in the text of a stack trace, without any messages.
public final class StackFrames {
  private static final int MOST = 20;
  private static final String OURS = "io.hotswap.runtime.";
  private static final Pattern PLACE =
      Pattern.compile("\\s+at (?:.{0,200}//)?([\\w$.<>/@-]{1,300}\\([\\w$.:, ]{0,200}\\))");
  private static final Pattern CAUSE = Pattern.compile("Caused by: ([\\w$.]{1,200})(?::.*)?");

  private StackFrames() {}

  /// The innermost frame first; frames below the plugin's own are left out.
  public static List<String> of(String stackTrace) {
    List<String> frames = new ArrayList<>();
    boolean below = false;
    for (var line : stackTrace.split("\n", -1)) {
      var cause = CAUSE.matcher(line);
      var place = PLACE.matcher(line);
      if (cause.matches()) {
        below = false;
        frames.add("caused by " + cause.group(1));
      } else if (place.matches()) {
        below |= place.group(1).startsWith(OURS);
        if (!below) {
          frames.add(place.group(1));
        }
      }
      if (frames.size() == MOST) {
        break;
      }
    }
    return frames;
  }
}
