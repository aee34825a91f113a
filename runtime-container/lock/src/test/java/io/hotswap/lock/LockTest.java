package io.hotswap.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lock by what it denies, beside the same process without it. */
class LockTest {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final Set<String> GRANTED = Set.of("own-folder", "threads");

  /** What a process without a lock can do on every kernel that tests run on. */
  private static final Set<String> POSSIBLE_WITHOUT =
      Set.of(
          "read-file",
          "list-folder",
          "read-by-link",
          "write-file",
          "overwrite-file",
          "delete-file",
          "move-file-out",
          "link-file-in",
          "change-mode",
          "environment",
          "maps",
          "descriptors",
          "command-line",
          "connect",
          "listen",
          "datagram",
          "unix",
          "socket-1",
          "socket-2",
          "socket-16",
          "socketpair",
          "spawn",
          "clone",
          "execute",
          "ask-signal",
          "signal-thread",
          "signal-group",
          "descriptor-of-process",
          "limit-other",
          "priority-of-other",
          "memory-file",
          "shared-mapping",
          "be-dumpable",
          "work-elsewhere");

  @TempDir Path root;
  private Path own;
  private Path victims;
  private Process victim;
  private ServerSocket listening;

  record Setting(String name, Strength strength, boolean landlock, OptionalInt user) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Setting> settings() {
    var nobody = OptionalInt.of(65_534);
    List<Setting> all = new ArrayList<>();
    all.add(new Setting("child", Strength.CHILD, true, OptionalInt.empty()));
    all.add(new Setting("host", Strength.HOST, true, OptionalInt.empty()));
    if (ROOT) {
      all.add(new Setting("child of another user", Strength.CHILD, true, nobody));
      all.add(new Setting("child by its user only", Strength.CHILD, false, nobody));
    }
    return all.stream();
  }

  @BeforeEach
  void begin() throws Exception {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    victims = Files.createDirectory(root.resolve("victims"));
    for (var name : List.of("secret", "mine", "deleted")) {
      Files.writeString(victims.resolve(name), "canary");
    }
    if (ROOT) {
      // As other plugins' folders are.
      Files.setPosixFilePermissions(victims, PosixFilePermissions.fromString("rwx------"));
    }
    own = Files.createDirectory(root.resolve("own"));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    var builder = new ProcessBuilder("sleep", "300");
    builder.environment().put("SECRET", "canary");
    victim = builder.start();
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws Exception {
    victim.destroyForcibly().waitFor();
    listening.close();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void nothing_is_possible_but_what_is_granted(Setting setting) throws Exception {
    var results = attacked(LockedProcess.start(command(setting)));
    assertTrue(results.size() > 50, results.toString());
    assertEquals(expected(setting), possible(results), results.toString());
  }

  private static Set<String> expected(Setting setting) {
    var expected = new TreeSet<>(GRANTED);
    if (setting.strength() == Strength.HOST) {
      expected.addAll(
          Set.of(
              "connect",
              "listen",
              "datagram",
              "unix",
              "socket-1",
              "socket-2",
              "socket-10",
              "socketpair"));
    }
    if (!setting.landlock()) {
      // Another user's processes are visible, by names and command lines.
      expected.add("command-line");
    }
    return expected;
  }

  @Test
  void the_same_process_without_a_lock_can_do_it() throws Exception {
    var plain =
        new ProcessBuilder(arguments("none")).redirectError(ProcessBuilder.Redirect.DISCARD);
    var possible = possible(attacked(plain.start()));
    assertTrue(possible.containsAll(POSSIBLE_WITHOUT), missing(possible).toString());
  }

  private static Set<String> missing(Set<String> possible) {
    var missing = new TreeSet<>(POSSIBLE_WITHOUT);
    missing.removeAll(possible);
    return missing;
  }

  @Test
  void a_locked_process_has_no_capabilities_and_gains_none() throws Exception {
    var setting = new Setting("child", Strength.CHILD, true, OptionalInt.empty());
    var process = LockedProcess.start(command(setting));
    var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    assertTrue(status.contains("CapEff:\t0000000000000000"), status);
    assertTrue(status.contains("CapPrm:\t0000000000000000"), status);
    assertTrue(status.contains("NoNewPrivs:\t1"), status);
    attacked(process);
  }

  @Test
  void threads_of_the_process_that_started_it_stay_free() throws Exception {
    var setting = new Setting("child", Strength.CHILD, true, OptionalInt.empty());
    var process = LockedProcess.start(command(setting));
    for (var builder : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
      var read = new ArrayList<String>();
      builder.start(() -> read.add(secret())).join();
      assertEquals(List.of("canary"), read);
    }
    var bound =
        tasks().filter(it -> it.contains("NoNewPrivs:\t1")).map(it -> it.lines().findFirst());
    assertEquals(List.of("Name:\tlock-process"), bound.map(it -> it.orElse("")).toList());
    attacked(process);
  }

  private static Stream<String> tasks() throws IOException {
    try (var tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.map(it -> read(it.resolve("status"))).toList().stream();
    }
  }

  private String secret() {
    return read(victims.resolve("secret"));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void this_machine_has_the_whole_lock() {
    // Development and continuous integration both do: what is tested here is no less than that.
    assertEquals(LockLevel.FULL, LockLevel.probed());
    assertEquals("canary", secret());
  }

  private LockedCommand command(Setting setting) throws Exception {
    List<FileRule> rules = new ArrayList<>();
    if (setting.landlock()) {
      rules.addAll(FileRule.ofTheJvm());
      classes().forEach(it -> rules.add(new FileRule(it, FileAccess.READ)));
      rules.add(new FileRule(own, FileAccess.OWN));
    }
    return new LockedCommand(
        arguments(setting.strength().name()),
        Map.of("LANG", "C.UTF-8"),
        own,
        setting.strength(),
        setting.user(),
        rules);
  }

  private static List<Path> classes() throws URISyntaxException {
    List<Path> folders = new ArrayList<>();
    for (var type : List.of(OwnLock.class, Attacks.class)) {
      folders.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    return folders;
  }

  private List<String> arguments(String strength) throws URISyntaxException {
    var path = String.join(":", classes().stream().map(Path::toString).toList());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xmx64m",
        "-Djava.io.tmpdir=" + own,
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        path,
        Attacks.class.getName(),
        strength,
        victims.toString(),
        Long.toString(victim.pid()),
        Integer.toString(listening.getLocalPort()));
  }

  private static Map<String, String> attacked(Process process) throws Exception {
    CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(process::destroyForcibly);
    var printed = text(process);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(
        0, process.exitValue(), printed + new String(process.getErrorStream().readAllBytes()));
    var results = new TreeMap<String, String>();
    printed.lines().map(it -> it.split(" ", 2)).forEach(it -> results.put(it[0], it[1]));
    return results;
  }

  private static Set<String> possible(Map<String, String> results) {
    var possible = new TreeSet<String>();
    results.forEach(
        (name, result) -> {
          if (result.equals(Attacks.POSSIBLE)) {
            possible.add(name);
          }
        });
    return possible;
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
