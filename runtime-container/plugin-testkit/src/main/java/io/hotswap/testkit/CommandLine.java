package io.hotswap.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parsed command line.
///
/// @param json whether the report is printed as JSON
record CommandLine(Path plugin, List<TestCall> calls, boolean json) {
  static final String HELP =
      """
      usage: java -jar hotswap-plugin-testkit.jar [options] <plugin jar or zip>

      Judges the archive as the registration API does, then takes the plugin through its life as a
      node does: load, start, health, a call of each operation without a body, stop, threads left
      behind, memory given back.

        --call <operation> <file>  also calls this operation with the file's bytes and prints the
                                   reply; may be given several times
        --tenant <id>              tenant of the calls that follow; default acme
        --content-type <type>      of the calls that follow; default application/octet-stream
        --configuration <file>     the tenant's configuration, a JSON object, for the calls that follow
        --json                     the report as one JSON object on standard output; what the plugin
                                   prints goes to standard error
        --help                     this text

      Exit code: 0 the plugin keeps the contract (it may reject a call), 1 it does not, 2 usage error.

      """;

  CommandLine {
    calls = List.copyOf(calls);
  }

  /// A usage error.
  static final class Misuse extends Exception {
    private static final long serialVersionUID = 1;

    Misuse(String message) {
      super(message);
    }
  }

  static CommandLine of(String... arguments) throws Misuse, IOException {
    return new Parser(new ArrayDeque<>(List.of(arguments))).parse();
  }

  private static final class Parser {
    private final Deque<String> left;
    private final List<TestCall> calls = new ArrayList<>();
    private @Nullable Path plugin;
    private boolean json;
    private String tenant = "acme";
    private String contentType = "application/octet-stream";
    private String configuration = "{}";

    Parser(Deque<String> left) {
      this.left = left;
    }

    CommandLine parse() throws Misuse, IOException {
      while (!left.isEmpty()) {
        var argument = left.pop();
        switch (argument) {
          case "--json" -> json = true;
          case "--tenant" -> tenant = value(argument);
          case "--content-type" -> contentType = value(argument);
          case "--configuration" -> configuration = Files.readString(file(value(argument)));
          case "--call" -> call(value(argument), file(value(argument)));
          default -> plugin(argument);
        }
      }
      if (plugin == null) {
        throw new Misuse("name the plugin's jar or zip");
      }
      return new CommandLine(plugin, calls, json);
    }

    private void plugin(String argument) throws Misuse {
      if (argument.startsWith("--")) {
        throw new Misuse("there is no option " + argument);
      }
      if (plugin != null) {
        throw new Misuse("name one plugin, not " + plugin + " and " + argument);
      }
      plugin = file(argument);
    }

    private void call(String operation, Path file) throws Misuse, IOException {
      if (Files.size(file) > StatedLimits.BODY) {
        throw new Misuse(file + " is larger than a call's body, " + StatedLimits.BODY + " bytes");
      }
      var call = TestCall.of(operation, contentType, Files.readAllBytes(file)).by(tenant);
      try {
        calls.add(call.configured(configuration));
      } catch (IllegalArgumentException noObject) {
        throw new Misuse("--configuration: " + noObject.getMessage());
      }
    }

    private String value(String option) throws Misuse {
      if (left.isEmpty() || left.peek().startsWith("--") || left.peek().isBlank()) {
        throw new Misuse(
            option.equals("--call")
                ? "--call takes an operation and a file with the call's body"
                : option + " takes a value");
      }
      return left.pop();
    }
  }

  static Path file(String name) throws Misuse {
    var file = Path.of(name);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Misuse("there is no file " + name + " that can be read");
    }
    return file;
  }
}
