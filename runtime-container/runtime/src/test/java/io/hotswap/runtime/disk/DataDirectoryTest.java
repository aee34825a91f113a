package io.hotswap.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.TooDeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins left in their temporary folders keeps no node from starting. */
class DataDirectoryTest {
  private static final Set<String> FOLDERS =
      Set.of(
          "binaries",
          "libraries",
          "pins",
          "signatures",
          "routing",
          "tenants",
          "defaults",
          "crashes",
          "temporary");

  private static final int LONGEST_PATH = 3_900;
  private static final int MORE_FILES = 12_000;
  private static final int SMALL_STACK = 256 << 10;

  @TempDir Path root;
  private DataDirectory directory = new DataDirectory(Path.of(""));

  @BeforeEach
  void prepare() {
    directory = new DataDirectory(root.resolve("data"));
    directory.prepare();
  }

  @Test
  void what_cannot_be_deleted_is_set_aside_and_goes_when_it_can() throws Exception {
    TooDeep.in(Files.createDirectory(directory.temporary().resolve("p-1")));
    Files.writeString(directory.temporary().resolve("other"), "x");
    directory.prepare();
    assertEquals(Set.of(), names(directory.temporary()));
    directory.deleteLeftovers();
    var left = names(directory.root());
    left.removeAll(FOLDERS);
    assertEquals(1, left.size(), left::toString);
    var aside = directory.root().resolve(left.iterator().next());
    assertEquals(Set.of("p-1"), names(aside), "the rest is gone");
    directory.deleteLeftovers();
    TooDeep.undo(aside.resolve("p-1"));
    directory.deleteLeftovers();
    assertTrue(Files.notExists(aside));
  }

  @Test
  void a_start_does_not_wait_until_it_is_deleted() throws Exception {
    Files.writeString(directory.temporary().resolve("left"), "x");
    directory.prepare();
    assertEquals(Set.of(), names(directory.temporary()));
    var aside = names(directory.root()).stream().filter(it -> it.startsWith("left-")).toList();
    assertEquals(1, aside.size(), "deleted by nobody yet");
    directory.prepareAndClear();
    Eventually.so("it goes", () -> names(directory.root()).equals(FOLDERS));
  }

  @Test
  void a_tree_as_deep_as_paths_may_be_goes_on_a_small_stack() throws Exception {
    var tree = Files.createDirectory(root.resolve("tree"));
    var lowest = tree;
    while (lowest.toString().length() < LONGEST_PATH) {
      lowest = lowest.resolve("d");
    }
    Files.createDirectories(lowest);
    var thread = new Thread(null, () -> DataDirectory.delete(tree), "small-stack", SMALL_STACK);
    thread.start();
    thread.join();
    assertTrue(Files.notExists(tree));
  }

  @Test
  void a_folder_of_more_files_than_fit_into_memory_goes() throws Exception {
    var folder = root.resolve("d".repeat(200));
    while (folder.toString().length() < 3_000) {
      folder = folder.resolve("d".repeat(200));
    }
    Files.createDirectories(folder);
    for (int i = 0; i < MORE_FILES; i++) {
      Files.createFile(folder.resolve("f".repeat(200) + i));
    }
    var tree = root.resolve("d".repeat(200));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx28m",
                "-cp",
                System.getProperty("java.class.path"),
                Deleting.class.getName(),
                tree.toString())
            .inheritIO()
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    assertTrue(Files.notExists(tree));
  }

  /** What a retired version has left. */
  static final class Deleting {
    private Deleting() {}

    public static void main(String[] arguments) {
      DataDirectory.delete(Path.of(arguments[0]));
    }
  }

  @Test
  void many_folders_of_which_some_cannot_be_deleted_all_go_but_these() throws Exception {
    var tree = Files.createDirectory(root.resolve("tree"));
    for (int i = 0; i < 3_000; i++) {
      Files.createDirectories(tree.resolve("f" + i).resolve("in it"));
    }
    for (int i = 0; i < 3; i++) {
      TooDeep.in(tree.resolve("f" + i));
    }
    DataDirectory.delete(tree);
    assertEquals(Set.of("f0", "f1", "f2"), names(tree));
    for (int i = 0; i < 3; i++) {
      TooDeep.undo(tree.resolve("f" + i));
    }
  }

  @Test
  void nobody_waits_long_for_what_goes_on_being_written() throws Exception {
    var tree = Files.createDirectory(root.resolve("tree"));
    var written = new AtomicBoolean(true);
    var writing =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (written.get()) {
                    try {
                      Files.createDirectories(tree.resolve(UUID.randomUUID().toString()));
                    } catch (IOException e) {
                      written.set(false);
                    }
                  }
                });
    var waiting = Thread.ofPlatform().daemon().start(() -> DataDirectory.deleteSoon(tree));
    assertTrue(waiting.join(Duration.ofSeconds(60)));
    written.set(false);
    writing.join();
  }

  @Test
  void folders_without_rights_go_and_what_links_lead_to_stays() throws Exception {
    var outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "x");
    rights("r-x------", outside);
    var temporary = directory.temporary();
    Files.createSymbolicLink(temporary.resolve("link"), outside);
    Files.createSymbolicLink(temporary.resolve("dangling"), root.resolve("nowhere"));
    rights("---------", filled(temporary.resolve("none")));
    rights("r-x------", filled(temporary.resolve("read-only")));
    rights("-wx------", filled(temporary.resolve("unlisted")));
    var outer = filled(temporary.resolve("outer"));
    rights("---------", filled(outer.resolve("inner")));
    rights("---------", outer);
    prepareAsOneWhomRightsBind();
    assertEquals(Set.of(), names(temporary));
    assertEquals(Set.of("kept"), names(outside));
    assertEquals(
        "r-x------", PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)));
    rights("rwx------", outside);
    assertEquals(FOLDERS, names(directory.root()), "nothing had to be set aside");
  }

  private static Path filled(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("file"), "x");
    return folder;
  }

  private static void rights(String rights, Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  // Root, whom they do not bind, gives up what it has for that.
  private void prepareAsOneWhomRightsBind() throws Exception {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Preparing.class.getName(), directory.root().toString()));
    var process = new ProcessBuilder(command).inheritIO().start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  /** A start of a node. */
  static final class Preparing {
    private Preparing() {}

    public static void main(String[] arguments) {
      var directory = new DataDirectory(Path.of(arguments[0]));
      directory.prepare();
      directory.deleteLeftovers();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    return DataDirectory.list(folder).stream()
        .map(it -> it.getFileName().toString())
        .collect(Collectors.toSet());
  }
}
