package io.hotswap.samples.markdown;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.testkit.PluginContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackedIT {

  @Test
  void keeps_the_contract_as_packed() throws Exception {
    var report =
        PluginContract.check(Path.of(System.getProperty("plugins", ""), "markdown-1.0.0.jar"));
    assertTrue(report.holds(), report.lines()::toString);
  }
}
