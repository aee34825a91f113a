package io.hotswap.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A stack of the tests' own, started by the launcher as a user would, and stopped at the end.
final class RunningStack {
  static final Path REPOSITORY = Path.of(System.getProperty("hotswap.repository"));
  private static final Path HOME = Path.of(System.getProperty("hotswap.home"));
  private static final Pattern DENIAL =
      Pattern.compile("User: [^\"]{0,300}not authorized to perform: [^\"(]{0,300}");
  private static final RunningStack STACK = started();

  private final Map<String, String> environment;

  private RunningStack(Map<String, String> environment) {
    this.environment = environment;
  }

  static RunningStack get() {
    return STACK;
  }

  String variable(String name) {
    var value = environment.get(name);
    if (value == null) {
      throw new AssertionError("local.env has no " + name + ": " + environment.keySet());
    }
    return value;
  }

  String token(String role) {
    return variable("HOTSWAP_TOKEN_" + role);
  }

  /// What the processes said about permissions: the first thing to read when a call fails.
  String deniedPermissions() throws IOException {
    try (var logs = Files.walk(HOME.resolve("logs"))) {
      return logs.filter(Files::isRegularFile)
          .flatMap(RunningStack::lines)
          .map(DENIAL::matcher)
          .filter(Matcher::find)
          .map(Matcher::group)
          .distinct()
          .limit(5)
          .collect(Collectors.joining("\n"));
    }
  }

  String command(String name, String... arguments) {
    List<String> line =
        new ArrayList<>(List.of(REPOSITORY.resolve("localstack/" + name).toString()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--home", HOME.toString()));
    return run(line);
  }

  private static Stream<String> lines(Path log) {
    try {
      return Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunningStack started() {
    var up = List.of("up", "--no-demo", "--no-build", "--nodes", "3", "--production-nodes", "0");
    var stack = new RunningStack(Map.of());
    // A run before may have been aborted, and must not have left its plugins either.
    stack.command("down");
    delete(HOME);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stack.command("down")));
    stack.command(up.getFirst(), up.subList(1, up.size()).toArray(String[]::new));
    return new RunningStack(readEnvironment());
  }

  private static void delete(Path folder) {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Map<String, String> readEnvironment() {
    Map<String, String> environment = new HashMap<>();
    lines(HOME.resolve("local.env"))
        .filter(line -> line.contains("=") && !line.startsWith("#"))
        .forEach(
            line -> {
              var parts = line.replaceFirst("^export ", "").split("=", 2);
              environment.put(parts[0], parts[1].replaceAll("^['\"]|['\"]$", ""));
            });
    return environment;
  }

  /// Nodes write what they have covered as another user.
  private static void openCoverage() throws IOException {
    var file = Path.of(System.getProperty("hotswap.childCoverage"));
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  private static String run(List<String> line) {
    try {
      openCoverage();
      var log = Files.createTempFile("hotswap-command-", ".log");
      try {
        return run(line, log);
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted during " + line, e);
    }
  }

  private static String run(List<String> line, Path log) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(line).directory(REPOSITORY.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .put("HOTSWAP_JAVA_TOOL_OPTIONS", System.getProperty("hotswap.javaToolOptions"));
    var process = builder.redirectOutput(log.toFile()).start();
    if (!process.waitFor(8, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    var output = Files.readString(log);
    if (process.waitFor() != 0) {
      throw new AssertionError(line + " failed:\n" + output);
    }
    return output;
  }
}
