package io.hotswap.samples.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.testkit.PluginContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedIT {
  private static final Path ARCHIVE =
      Path.of(System.getProperty("plugins", ""), "markdown-1.1.0.zip");

  @Test
  void keeps_the_contract_as_packed() throws Exception {
    var report = PluginContract.check(ARCHIVE);
    assertTrue(report.holds(), report.lines()::toString);
  }

  @Test
  void is_called_from_the_command_line(@TempDir Path directory) throws Exception {
    var text = Files.writeString(directory.resolve("text.md"), "# Title");
    var out = directory.resolve("out");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.hotswap.testkit.TestkitMain",
                "--content-type",
                "text/markdown",
                "--call",
                "render",
                text.toString(),
                ARCHIVE.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the command ends");
    var printed = Files.readString(out);
    assertEquals(0, process.exitValue(), printed);
    assertTrue(printed.contains("<h1 id=\"title\">Title</h1>"), printed);
  }
}
