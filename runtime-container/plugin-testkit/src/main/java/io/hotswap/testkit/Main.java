package io.hotswap.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// `java -jar hotswap-plugin-testkit.jar my-plugin.jar`; exit code 0 when everything holds, 1 when
/// not, 2 when asked wrongly.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    // The schema library logs by SLF4J, which would announce on every run that nobody listens.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException {
    if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0]))) {
      err.println("usage: java -jar hotswap-plugin-testkit.jar <plugin jar or zip>");
      return 2;
    }
    var report = PluginContract.check(Path.of(arguments[0]));
    report.lines().forEach(out::println);
    return report.holds() ? 0 : 1;
  }
}
