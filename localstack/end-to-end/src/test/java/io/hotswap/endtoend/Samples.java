package io.hotswap.endtoend;

import java.nio.file.Path;

/// The sample plugins, as the build made them.
final class Samples {
  static final Path MARKDOWN_1_0 = sample("markdown-1.0", "markdown-1.0.0.jar");
  static final Path MARKDOWN_1_1 = sample("markdown-1.1", "markdown-1.1.0.zip");
  static final Path PAYMENT = sample("payment-processor", "payment-processor-1.5.0.jar");
  static final Path FAULTY_GOOD = sample("faulty", "faulty-1.0.0.jar");
  static final Path FAULTY_START = sample("faulty", "faulty-2.0.0.jar");

  private Samples() {}

  private static Path sample(String module, String file) {
    return RunningStack.REPOSITORY.resolve(
        "runtime-container/sample-plugins/" + module + "/target/plugin/" + file);
  }
}
