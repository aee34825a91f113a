package io.hotswap.lock;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A program to be started behind a lock.
///
/// @param arguments the program's absolute path first
/// @param environment all of it
/// @param directory to start in
/// @param user whose process it shall be, for callers that may choose
/// @param rules files that it may reach; none where the machine has no Landlock
public record LockedCommand(
    List<String> arguments,
    Map<String, String> environment,
    Path directory,
    Strength strength,
    OptionalInt user,
    List<FileRule> rules) {
  public LockedCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    rules = List.copyOf(rules);
    if (arguments.isEmpty() || !Path.of(arguments.getFirst()).isAbsolute()) {
      throw new IllegalArgumentException("the program's path is not absolute: " + arguments);
    }
    if (rules.isEmpty() && user.isEmpty()) {
      throw new IllegalArgumentException("neither rules nor another user: that is no lock");
    }
  }
}
