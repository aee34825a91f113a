package io.hotswap.testkit;

import io.hotswap.archive.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The limits that the testkit applies, and what it cannot check.
final class StatedLimits {
  /// The largest body of a call or a reply on a node, in bytes.
  static final int BODY = 6 * 1024 * 1024;

  static final List<String> NOT_CHECKED =
      List.of(
          "isolation: the plugin runs in this process and may do all that this user may",
          "memory and processor time: nothing is measured or limited; a plugin may end this"
              + " process",
          "calls at once: one call runs after another",
          "other versions beside this one, and other plugins",
          "network permissions and tenants' configurations: what the manifest asks for is not"
              + " applied");

  private StatedLimits() {}

  /// By name, which ends with the unit.
  static Map<String, Long> numbers() {
    var archive = Limits.standard();
    var time = StepTimeouts.OF_A_NODE;
    var numbers = new LinkedHashMap<String, Long>();
    numbers.put("archiveEntries", (long) archive.entries());
    numbers.put("archiveUnpackedBytes", archive.bytes());
    numbers.put("archiveRatio", (long) archive.ratio());
    numbers.put("bodyBytes", (long) BODY);
    numbers.put("startMillis", time.start().toMillis());
    numbers.put("healthMillis", time.health().toMillis());
    numbers.put("emptyCallMillis", time.probe().toMillis());
    numbers.put("callMillis", time.call().toMillis());
    numbers.put("stopMillis", time.stop().toMillis());
    numbers.put("threadsEndMillis", time.threads().toMillis());
    numbers.put("unloadMillis", time.unload().toMillis());
    return numbers;
  }

  static String text() {
    var archive = Limits.standard();
    var time = StepTimeouts.OF_A_NODE;
    return """
    Limits, as on a node that is configured as it comes:
      archive  %,d entries, %,d MiB unpacked, entries of over 1 MiB %d:1
      bodies   %,d bytes, of calls and of replies
      time     load and start %s each, health %s, a call without a body %s, --call %s, stop %s;
               then %s for threads to end and %s for the classes to be collected
    Not checked:
    %s\
    """
        .formatted(
            archive.entries(),
            archive.bytes() >> 20,
            archive.ratio(),
            BODY,
            seconds(time.start()),
            seconds(time.health()),
            seconds(time.probe()),
            seconds(time.call()),
            seconds(time.stop()),
            seconds(time.threads()),
            seconds(time.unload()),
            String.join("\n", NOT_CHECKED.stream().map(it -> "  " + it).toList()));
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }
}
