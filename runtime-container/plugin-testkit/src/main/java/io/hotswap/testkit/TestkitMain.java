package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.testkit.CommandLine.Misuse;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// `java -jar hotswap-plugin-testkit.jar my-plugin.jar`: exit code 0 when the plugin keeps the
/// contract, 1 when not, 2 for a usage error. `--help` shows the options.
public final class TestkitMain {
  private static final String ENDED =
      "this process was ended before the report was complete, by System.exit of the plugin or from"
          + " outside; a plugin must not end a node";

  private TestkitMain() {}

  public static void main(String[] arguments) throws IOException {
    // The schema library logs by SLF4J, which would print on every run that it has no provider.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    // Not System.out: the plugin prints to it, and may replace it.
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    var complete = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> cutShort(arguments, out, complete)));
    int code;
    try {
      code = run(arguments, out, System.err);
    } finally {
      complete.set(true);
    }
    // Not `exit`: a shutdown hook of the plugin may never end.
    Runtime.getRuntime().halt(code);
  }

  private static void cutShort(String[] arguments, PrintStream out, AtomicBoolean complete) {
    if (!complete.get()) {
      var report = ContractReport.refused(List.of(CheckFinding.bad("testkit", ENDED)));
      print(report, List.of(arguments).contains("--json"), out);
      Runtime.getRuntime().halt(1);
    }
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException {
    if (Arrays.asList(arguments).contains("--help")) {
      out.println(SignCommand.HELP + CommandLine.HELP + StatedLimits.text());
      return 0;
    }
    try {
      if (arguments.length > 0 && arguments[0].equals(SignCommand.NAME)) {
        var others = List.of(arguments).subList(1, arguments.length);
        out.println("The signature is in " + SignCommand.run(others));
        return 0;
      }
      return follow(CommandLine.of(arguments), out, err);
    } catch (Misuse | IllegalArgumentException misuse) {
      err.println("hotswap-plugin-testkit: " + misuse.getMessage() + "; see --help");
      return 2;
    }
  }

  private static int follow(CommandLine command, PrintStream out, PrintStream err)
      throws IOException {
    var before = System.out;
    if (command.json()) {
      System.setOut(err);
    }
    try {
      var report = PluginContract.check(command.plugin(), command.calls());
      print(report, command.json(), out);
      return report.holds() ? 0 : 1;
    } finally {
      System.setOut(before);
    }
  }

  private static void print(ContractReport report, boolean json, PrintStream out) {
    if (json) {
      out.println(JsonReport.of(report));
      return;
    }
    report.lines().forEach(out::println);
    for (var call : report.calls()) {
      call.reply()
          .ifPresent(
              reply ->
                  out.println("\n" + call.finding().detail() + ":\n" + ReplyText.shown(reply)));
    }
  }
}
