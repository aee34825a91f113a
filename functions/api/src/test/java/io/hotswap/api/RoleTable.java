package io.hotswap.api;

import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// The table of functions/README.md: who may do and see what.
public final class RoleTable {
  static final String NOTHING = "–";
  static final String OWN = "own";
  static final String EVERYTHING = "all";
  private static final Pattern OPERATION = Pattern.compile("`([a-zA-Z]+)`");
  private static final Map<String, Map<String, String>> CELLS = read();

  private RoleTable() {}

  public static String cell(Action action, Role role) {
    var row = Objects.requireNonNull(CELLS.get(action.operationId()), "no row: " + action);
    return Objects.requireNonNull(row.get(role.name()), "no column: " + role);
  }

  static Map<String, Map<String, String>> cells() {
    return CELLS;
  }

  private static Map<String, Map<String, String>> read() {
    var lines = lines();
    var head = lines.stream().filter(it -> it.startsWith("| Operations |")).findFirst();
    var roles = columns(head.orElseThrow());
    Map<String, Map<String, String>> cells = new HashMap<>();
    for (var line : lines.subList(lines.indexOf(head.orElseThrow()) + 2, lines.size())) {
      if (!line.startsWith("|")) {
        return cells;
      }
      var columns = columns(line);
      Map<String, String> row = new HashMap<>();
      for (int i = 1; i < columns.size(); i++) {
        row.put(roles.get(i), columns.get(i));
      }
      OPERATION
          .matcher(columns.getFirst())
          .results()
          .forEach(
              it -> {
                if (cells.put(it.group(1), row) != null) {
                  throw new IllegalStateException("Twice in the table: " + it.group(1));
                }
              });
    }
    return cells;
  }

  private static List<String> columns(String line) {
    return Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
  }

  private static List<String> lines() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("functions/README.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside the repository");
    }
    try {
      return Files.readAllLines(folder.resolve("functions/README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
