import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Prints the line coverage of all modules together, and fails below the floor.
class Coverage {
  record Lines(long missed, long covered) {
    Lines plus(Lines other) {
      return new Lines(missed + other.missed, covered + other.covered);
    }

    double share() {
      return missed + covered == 0 ? 1 : (double) covered / (missed + covered);
    }
  }

  public static void main(String[] args) throws IOException {
    Map<String, Lines> modules = new TreeMap<>();
    for (var row : Files.readAllLines(Path.of(args[0])).stream().skip(1).toList()) {
      var cells = row.split(",");
      var lines = new Lines(Long.parseLong(cells[7]), Long.parseLong(cells[8]));
      modules.merge(cells[0].replaceFirst(".*/", ""), lines, Lines::plus);
    }
    modules.forEach(
        (module, lines) -> System.out.printf("%-36s %5.1f %%%n", module, 100 * lines.share()));
    var all = modules.values().stream().reduce(new Lines(0, 0), Lines::plus);
    double floor = Double.parseDouble(args[1]);
    System.out.printf(
        "Line coverage, all modules together: %.1f %% of %d lines (floor %.0f %%)%n",
        100 * all.share(), all.missed() + all.covered(), 100 * floor);
    if (all.share() < floor) {
      System.exit(1);
    }
  }
}
