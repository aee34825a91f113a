package io.hotswap.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.TooDeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins left in their temporary folders keeps no node from starting. */
class DataDirectoryTest {
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
    var left = names(directory.root());
    left.removeAll(Set.of("binaries", "libraries", "routing", "crashes", "temporary"));
    assertEquals(1, left.size(), left::toString);
    var aside = directory.root().resolve(left.iterator().next());
    assertEquals(Set.of("p-1"), names(aside), "the rest is gone");
    directory.prepare();
    TooDeep.undo(aside.resolve("p-1"));
    directory.prepare();
    assertTrue(Files.notExists(aside));
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
    assertEquals(5, names(directory.root()).size(), "nothing had to be set aside");
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
      new DataDirectory(Path.of(arguments[0])).prepare();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    return DataDirectory.list(folder).stream()
        .map(it -> it.getFileName().toString())
        .collect(Collectors.toSet());
  }
}
