package io.hotswap.lock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Access to a file, or to a folder and all in it. Where there is nothing at the path, the rule
/// grants nothing.
public record FileRule(Path path, FileAccess access) {
  private static final List<String> LIBRARIES =
      List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache");
  private static final List<String> READ = List.of("/etc/ssl/certs", "/dev/urandom", "/dev/random");

  /// What a JVM needs to start and to run: itself, the system's libraries, random numbers. Nothing
  /// of `/proc`, where it would see other processes as well.
  public static List<FileRule> ofTheJvm() {
    List<FileRule> rules = new ArrayList<>();
    rules.add(new FileRule(Path.of(System.getProperty("java.home")), FileAccess.RUN));
    LIBRARIES.forEach(it -> rules.add(new FileRule(Path.of(it), FileAccess.RUN)));
    READ.forEach(it -> rules.add(new FileRule(Path.of(it), FileAccess.READ)));
    rules.add(new FileRule(Path.of("/dev/null"), FileAccess.USE));
    return List.copyOf(rules);
  }
}
