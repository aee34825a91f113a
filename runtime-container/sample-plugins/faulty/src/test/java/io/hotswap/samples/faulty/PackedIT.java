package io.hotswap.samples.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.testkit.CheckFinding;
import io.hotswap.testkit.PluginContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedIT {

  @ParameterizedTest
  @CsvSource({
    "1.0.0, operation throw, thrown on demand",
    "1.1.0, operation throw, thrown on demand",
    "2.0.0, start, version 2.0.0 does not start",
    "3.0.0, health, unhealthy from the start",
  })
  void the_testkit_finds_the_fault_of_each_version(String version, String check, String saying)
      throws Exception {
    var report =
        PluginContract.check(
            Path.of(System.getProperty("plugins", ""), "faulty-" + version + ".jar"));
    var expected =
        report.failures().stream()
            .filter(each -> each.detail().contains(saying))
            .map(CheckFinding::check)
            .toList();
    assertEquals(List.of(check), expected, report.lines()::toString);
  }
}
