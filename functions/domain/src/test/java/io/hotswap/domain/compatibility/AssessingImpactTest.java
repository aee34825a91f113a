package io.hotswap.domain.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.dependency.world.Deployed;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.telemetry.InMemoryTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whom a version concerns.
class AssessingImpactTest {
  private static final PluginId RULES = PluginId.of("tax-rules");
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  /// Versions by number: 1.0.0 rates and lists, all others only rate.
  private final RegisteredContracts contracts =
      (plugin, version) ->
          Optional.of(contract(version.equals("1.0.0") ? Set.of("rate", "list") : Set.of("rate")));

  private final InMemoryTenants tenants = new InMemoryTenants(InstantSource.fixed(NOW));
  private final InMemoryKnownVersions registry =
      new InMemoryKnownVersions(
          """
          tax-rules 1.0.0:
          tax-rules 1.1.0:
          checkout 2.0.0: tax-rules ^1.0.0
          invoices 1.0.0: tax-rules ^1.0.0
          invoices 1.1.0:
          reports 1.0.0: tax-rules ^1.0.0
          """);
  private final AssessingImpact assessing =
      new AssessingImpact(
          contracts,
          new Undecided(),
          tenants,
          registry,
          Deployed.of("tax-rules 1.0.0", "checkout 2.0.0", "invoices 1.1.0"),
          InstantSource.fixed(NOW));

  private static VersionContract contract(Set<String> operations) {
    return new VersionContract(
        operations.stream().collect(Collectors.toMap(it -> it, it -> OperationContract.UNSTATED)),
        "{}",
        Set.of(),
        Set.of(),
        Map.of(),
        1,
        OptionalInt.empty());
  }

  private DeploymentImpact impact() {
    return assessing.of(RULES, Environment.Development, "1.0.0", "1.1.0").orElseThrow();
  }

  @Test
  void plugins_that_serve_there_and_need_it_and_tenants_that_called_are_named() {
    tenants.record(Environment.Development, RULES, Set.of("acme"), NOW);
    tenants.record(
        Environment.Development, RULES, Set.of("globex"), NOW.minus(Duration.ofDays(20)));
    assertEquals(List.of("checkout"), impact().dependents());
    assertEquals(List.of("acme"), impact().tenants());
    assertEquals(
        Optional.of(
            "1.1.0 breaks with 1.0.0, which serves, and its number denies that: The operation list"
                + " is gone. 1 tenant called it in the last week; plugins that need it there:"
                + " checkout."),
        impact().warning());
  }

  @Test
  void of_many_breaks_three_are_told() {
    var comparison = new VersionComparison(number("1.0.0"), number("2.0.0"), breaks(5));
    assertEquals(
        Optional.of(
            "2.0.0 breaks with 1.0.0, which serves: Break 0. Break 1. Break 2. And 2 more. 0"
                + " tenants called it in the last week."),
        new DeploymentImpact(comparison, List.of(), List.of()).warning());
  }

  @Test
  void what_is_unknown_is_no_warning() {
    var impact = assessing.of(RULES, Environment.Development, "1.1.0", "1.2.0").orElseThrow();
    assertEquals(Compatibility.Unknown, impact.comparison().compatibility());
    assertEquals(Optional.empty(), impact.warning());
  }

  private static SemanticVersion number(String text) {
    return new SemanticVersion(text);
  }

  private static List<ContractChange> breaks(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            it ->
                new ContractChange(
                    ContractChange.Kind.OperationGone,
                    Compatibility.Breaking,
                    "/operations",
                    "Break " + it + "."))
        .toList();
  }

  private static final class Undecided implements SchemaComparison {
    @Override
    public Answer documents(String accepted, String wanted) {
      return Answer.unknown("not compared");
    }

    @Override
    public Answer configurations(String before, String after) {
      return Answer.COMPATIBLE;
    }
  }
}
