package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every fault at every step of every strategy, and at what people do meanwhile, each with full and
/// without any pause between retries: what became of it, and in what time.
final class FaultMatrix {
  /// Beyond what the same deployment takes when nothing goes wrong: 20 s of outage, 30 s and up to
  /// a minute until a lost execution is noticed, 60 s for the nodes, twice.
  static final Duration ALLOWANCE = Duration.ofMinutes(5);

  private FaultMatrix() {}

  /// @param budget within which it must have ended
  record Row(Drill.Finding longest, Drill.Finding shortest, Duration budget) {
    Cell cell() {
      return longest.cell();
    }

    Duration took() {
      return longest.took().compareTo(shortest.took()) > 0 ? longest.took() : shortest.took();
    }

    String ending() {
      return longest.ending().equals(shortest.ending())
          ? longest.ending()
          : longest.ending() + "/" + shortest.ending();
    }

    List<String> wrong() {
      List<String> wrong = new ArrayList<>(longest.wrong());
      wrong.addAll(shortest.wrong());
      if (took().compareTo(budget) > 0) {
        wrong.add("it took %d s, of %d".formatted(took().toSeconds(), budget.toSeconds()));
      }
      return wrong;
    }
  }

  static List<Row> run() {
    return Cell.calm().stream().flatMap(it -> row(it).stream()).toList();
  }

  private static List<Row> row(Cell calm) {
    var budget = Drill.run(calm, 1).took().plus(ALLOWANCE);
    return calm.withEachFault().stream()
        .map(it -> new Row(Drill.run(it, 1), Drill.run(it, 0), budget))
        .toList();
  }

  /// Prints the matrix, and writes it as JSON when told where.
  public static void main(String[] arguments) throws IOException {
    var rows = run();
    System.out.print(text(rows));
    if (arguments.length > 0) {
      Files.writeString(Path.of(arguments[0]), json(rows).toPrettyString());
    }
    if (rows.stream().anyMatch(it -> !it.wrong().isEmpty())) {
      throw new AssertionError("Some cells left something behind");
    }
  }

  static String text(List<Row> rows) {
    var text = new StringBuilder();
    text.append("%-10s %-13s %-18s".formatted("strategy", "people", "moment"));
    for (var fault : DrilledFault.values()) {
      text.append(" %-18s".formatted(fault));
    }
    var before = Optional.<Cell>empty();
    for (var row : rows) {
      var calm = row.cell().withoutFault();
      if (before.filter(calm::equals).isEmpty()) {
        text.append("%n%-10s %-13s %-18s".formatted(calm.strategy(), calm.plot(), calm.moment()));
      }
      before = Optional.of(calm);
      text.append(" %-18s".formatted(row.ending() + " " + row.took().toSeconds() + " s"));
    }
    text.append("%n%d cells, each run twice%n".formatted(rows.size()));
    rows.stream()
        .filter(it -> !it.wrong().isEmpty())
        .forEach(it -> text.append("WRONG %s: %s%n".formatted(it.cell(), it.wrong())));
    return text.toString();
  }

  private static ObjectNode json(List<Row> rows) {
    var json = new ObjectMapper().createObjectNode();
    json.put("cells", rows.size());
    json.put("wrong", rows.stream().filter(it -> !it.wrong().isEmpty()).count());
    json.put("allowanceSeconds", ALLOWANCE.toSeconds());
    rows.forEach(it -> described(it, json.withArray("matrix")));
    return json;
  }

  private static void described(Row row, ArrayNode matrix) {
    var cell = matrix.addObject();
    cell.put("strategy", row.cell().strategy().name());
    cell.put("people", row.cell().plot().name());
    cell.put("step", row.cell().moment());
    cell.put("fault", row.cell().fault().map(Enum::name).orElse("none"));
    cell.put("ending", row.ending());
    cell.put("seconds", row.took().toSeconds());
    cell.put("budgetSeconds", row.budget().toSeconds());
    row.wrong().forEach(cell.withArray("wrong")::add);
  }
}
