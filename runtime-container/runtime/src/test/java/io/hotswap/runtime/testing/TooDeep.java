package io.hotswap.runtime.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that nobody can delete by path: in it are longer names than a path may have. */
public final class TooDeep {
  private static final String NAME = "d".repeat(200);
  private static final String LOWER = "lower";
  private static final int LONG = 3_400;
  private static final int LEVELS = 6;

  private TooDeep() {}

  /** Makes one in a folder. */
  public static void in(Path folder) throws IOException {
    var upper = folder;
    while (upper.toString().length() < LONG) {
      upper = upper.resolve(NAME);
    }
    Files.createDirectories(upper);
    var lower = folder.resolve(LOWER);
    var lowest = lower;
    for (int level = 0; level < LEVELS; level++) {
      lowest = lowest.resolve(NAME);
    }
    Files.createDirectories(lowest);
    Files.move(lower, upper.resolve(LOWER));
  }

  /** Makes it a folder that can be deleted again. */
  public static void undo(Path folder) throws IOException {
    var upper = folder;
    while (Files.exists(upper) && !Files.exists(upper.resolve(LOWER))) {
      upper = upper.resolve(NAME);
    }
    if (Files.exists(upper)) {
      Files.move(upper.resolve(LOWER), folder.resolve(LOWER));
    }
  }
}
