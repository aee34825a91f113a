package io.hotswap.domain.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractComparisonTest {
  private static final VersionContract BEFORE =
      new VersionContract(
          Map.of("pay", taking("text/plain"), "quote", taking("text/plain")),
          "{}",
          Set.of("*.example.com", "old.example.org"),
          Set.of("tax-rules", "audit-log"),
          Map.of("markdown", "^1.0.0", "tax-rules", "^2.0.0"),
          1,
          OptionalInt.of(21));

  private final ContractComparison comparison = new ContractComparison(new SameText());

  @Test
  void the_same_contract_has_no_changes() {
    assertEquals(List.of(), comparison.compare(BEFORE, BEFORE));
  }

  @Test
  void every_change_has_its_answer_and_its_sentence() {
    var after =
        new VersionContract(
            Map.of("pay", taking("text/csv"), "refund", OperationContract.UNSTATED),
            "{ }",
            Set.of("api.example.com", "new.example.net"),
            Set.of("tax-rules", "ledger"),
            Map.of("markdown", "^1.2.0", "ledger", "^1.0.0"),
            2,
            OptionalInt.of(25));
    assertEquals(
        """
        Breaking /operations/pay/input What the operation pay takes breaks with the earlier version: it is no longer the same media type: text/plain and text/csv.
        Breaking /operations The operation quote is gone.
        Compatible /operations The operation refund is new.
        Unknown /configuration The schema of tenants' configurations may have changed: the texts differ.
        Breaking /permissions/network It asks to reach new.example.net, which the earlier version did not.
        Compatible /permissions/network It no longer asks to reach *.example.com.
        Compatible /permissions/network It no longer asks to reach old.example.org.
        Breaking /permissions/calls It asks to call the plugin ledger, which the earlier version did not.
        Compatible /permissions/calls It no longer asks to call the plugin audit-log.
        Breaking /dependencies/ledger It needs the plugin ledger ^1.0.0, which the earlier version did not.
        Unknown /dependencies/markdown It needs markdown ^1.2.0; the earlier version needed ^1.0.0.
        Compatible /dependencies/tax-rules It no longer needs the plugin tax-rules.
        Breaking /protocol It needs protocol 2 of the SPI; the earlier version 1.
        Breaking /dependencies/platform/java It needs Java 25; the earlier version Java 21.
        """,
        String.join(
            "",
            comparison.compare(BEFORE, after).stream().map(ContractComparisonTest::line).toList()));
  }

  private static String line(ContractChange it) {
    return "%s %s %s%n".formatted(it.compatibility(), it.pointer(), it.detail());
  }

  private static OperationContract taking(String mediaType) {
    return new OperationContract(
        Optional.of(new BodyContract(mediaType, Optional.empty())),
        Optional.of(new BodyContract("text/plain", Optional.empty())));
  }

  /// Knows equal texts only.
  private static final class SameText implements SchemaComparison {
    @Override
    public Answer documents(String accepted, String wanted) {
      return accepted.equals(wanted) ? Answer.COMPATIBLE : Answer.unknown("the texts differ");
    }

    @Override
    public Answer configurations(String before, String after) {
      return documents(before, after);
    }
  }
}
