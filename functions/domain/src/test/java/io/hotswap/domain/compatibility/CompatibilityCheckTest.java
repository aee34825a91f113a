package io.hotswap.domain.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.CheckResult.Ended;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.RegisteredVersions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompatibilityCheckTest implements VersionContracts, SchemaComparison {
  private final RegisteredVersions registry = new RegisteredVersions();
  private final Map<String, VersionContract> contracts = new HashMap<>();

  @Test
  void a_first_version_passes() {
    register("1.0.0", "pay", "quote");
    assertEquals(CheckState.Passed, check("1.0.0", BreakingChangePolicy.Flag).state());
  }

  @Test
  void a_break_under_a_minor_number_is_flagged_with_the_number_it_should_have() {
    register("1.4.0", "pay", "quote");
    register("1.5.0", "pay");
    var ended = check("1.5.0", BreakingChangePolicy.Flag);
    assertEquals(CheckState.Warned, ended.state());
    var finding = ended.findings().getFirst();
    assertEquals("breaking-change-below-major", finding.code());
    assertEquals("#manifest/operations", finding.where());
    assertEquals("The operation quote is gone. (compared with 1.4.0)", finding.detail());
    assertEquals(
        "Stay compatible with 1.4.0, or give the version a number that announces the break: 2.0.0.",
        finding.fix());
  }

  @Test
  void or_refused_by_policy() {
    register("0.4.0", "pay", "quote");
    register("0.4.1", "pay");
    var ended = check("0.4.1", BreakingChangePolicy.Refuse);
    assertEquals(CheckState.Failed, ended.state());
    assertEquals(true, ended.findings().getFirst().fix().endsWith(": 0.5.0."));
  }

  @Test
  void a_break_under_a_major_number_is_told_and_never_refused() {
    register("1.4.0", "pay", "quote");
    register("2.0.0", "pay");
    var ended = check("2.0.0", BreakingChangePolicy.Refuse);
    assertEquals(CheckState.Warned, ended.state());
    assertEquals("breaking-change", ended.findings().getFirst().code());
  }

  @Test
  void what_is_unknown_does_not_pass_without_a_word() {
    register("1.4.0", "pay");
    register("1.4.1", "pay");
    contracts.put("1.4.1", contract(OperationContract.UNSTATED, "pay"));
    var ended = check("1.4.1", BreakingChangePolicy.Refuse);
    assertEquals(CheckState.Warned, ended.state());
    assertEquals(
        List.of("undecided-change", "undecided-change"),
        ended.findings().stream().map(it -> it.code()).toList());
  }

  private Ended check(String number, BreakingChangePolicy policy) {
    var comparing = new ComparingVersions(registry.plugins(), this, this);
    var version =
        registry
            .plugins()
            .find(
                io.hotswap.domain.ids.PluginId.of("shop"),
                new io.hotswap.domain.ids.SemanticVersion(number))
            .orElseThrow();
    CheckResult result =
        new CompatibilityCheck(comparing, policy).run(version, Path.of("not-needed"));
    return assertInstanceOf(Ended.class, result);
  }

  private void register(String number, String... operations) {
    registry.add("shop", number, Digest.over(number), Instant.EPOCH);
    var text = new BodyContract("text/plain", java.util.Optional.empty());
    var stated = new OperationContract(java.util.Optional.of(text), java.util.Optional.of(text));
    contracts.put(number, contract(stated, operations));
  }

  private static VersionContract contract(OperationContract operation, String... names) {
    var all = new TreeMap<String, OperationContract>();
    List.of(names).forEach(it -> all.put(it, operation));
    return new VersionContract(all, "{}", Set.of(), Set.of(), Map.of(), 1, OptionalInt.empty());
  }

  @Override
  public VersionContract of(PluginVersion version) {
    return java.util.Objects.requireNonNull(contracts.get(version.version().text()));
  }

  @Override
  public Answer documents(String accepted, String wanted) {
    throw new AssertionError("No schema is stated");
  }

  @Override
  public Answer configurations(String before, String after) {
    return Answer.COMPATIBLE;
  }
}
