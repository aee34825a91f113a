package io.hotswap.deployments;

import io.hotswap.domain.tenant.erasure.ReplayingErasures;
import io.hotswap.persistence.ErasureLedgerConfig;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/// Command that erases again what restored tables have brought back. It runs after a restore, and
/// before functions and nodes read the tables, with the variables of the reconciliation.
public final class ReplayErasures {
  static final int ERASED = 0;
  static final int LEFT = 1;
  static final int NOT_RUN = 2;

  private static final String USAGE =
      """
      Erases again, by the ledger, what a restore brought back. It may be repeated.
        --restored-to TIME   the time of the state that was restored, such as 2026-11-01T12:00:00Z
      Tables and buckets are those of the variables of the reconcile function (HOTSWAP_*).
      Exit code 0: all was erased; 1: something is left; 2: not run.
      """;

  private ReplayErasures() {}

  public static void main(String... arguments) {
    System.exit(run(List.of(arguments), System.getenv(), System.out));
  }

  static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
    if (arguments.size() != 2 || !"--restored-to".equals(arguments.getFirst())) {
      out.print(USAGE);
      return NOT_RUN;
    }
    try {
      return replay(Instant.parse(arguments.getLast()), environment, out);
    } catch (DateTimeParseException e) {
      out.println("Not a time: " + arguments.getLast());
      out.print(USAGE);
      return NOT_RUN;
    }
  }

  private static int replay(Instant restoredTo, Map<String, String> environment, PrintStream out) {
    var stores = new Stores(Aws.dynamo(), Aws.s3(), new Tables(environment), Clock.systemUTC());
    var ledger = stores.erasureLedger(ErasureLedgerConfig.from(environment));
    var replayed =
        new ReplayingErasures(ledger, stores.erasures(), stores.erasableData().all())
            .replay(restoredTo);
    replayed.forEach(it -> out.println(line(it)));
    out.printf("%d erasures of the ledger were replayed%n", replayed.size());
    return replayed.stream().allMatch(it -> it.left().isEmpty()) ? ERASED : LEFT;
  }

  private static String line(ReplayingErasures.Replayed it) {
    var erasure = it.erasure();
    var state = it.left().isEmpty() ? "erased" : "LEFT: " + it.left();
    return "%s of %s: %s".formatted(erasure.id(), erasure.createdAt(), state);
  }
}
