package io.hotswap.domain.dependency.world;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.check.operations.VersionCheck;
import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.plugin.PluginVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks for the plugins that a version needs. What is not registered may come later, so it is told
/// and never refused; a range that no version can be in fails.
public final class DependencyCheck implements VersionCheck {
  private static final CheckEngine ENGINE = CheckEngine.of("registered-plugins");

  private final KnownVersions registry;

  public DependencyCheck(KnownVersions registry) {
    this.registry = registry;
  }

  @Override
  public CheckName name() {
    return CheckName.Dependencies;
  }

  @Override
  public CheckResult run(PluginVersion version, Path archive) {
    var needs =
        registry
            .find(version.name(), version.version())
            .map(KnownVersion::needs)
            .orElseGet(List::of);
    var impossible =
        needs.stream()
            .filter(it -> !it.range().possible())
            .map(DependencyCheck::impossible)
            .toList();
    return impossible.isEmpty()
        ? CheckResult.warned(needs.stream().flatMap(it -> lacking(it).stream()).toList(), ENGINE)
        : CheckResult.failed(impossible, ENGINE);
  }

  private Optional<VersionFinding> lacking(PluginNeed need) {
    var registered = registry.of(need.plugin());
    if (registered.stream().map(KnownVersion::version).anyMatch(need.range().matcher())) {
      return Optional.empty();
    }
    return Optional.of(registered.isEmpty() ? unregistered(need) : unfitting(need, registered));
  }

  private static VersionFinding unregistered(PluginNeed need) {
    return new VersionFinding(
        "plugin-not-registered",
        where(need),
        "It needs %s, and there is no plugin %s.".formatted(need, need.plugin()),
        "Register %s before this version is deployed, or correct the name."
            .formatted(need.plugin()));
  }

  private static VersionFinding unfitting(PluginNeed need, List<KnownVersion> registered) {
    var best = registered.stream().min(KnownVersion.BEST_FIRST).orElseThrow().version();
    return new VersionFinding(
        "no-fitting-version",
        where(need),
        "It needs %s; none of the registered versions fits, %s is the newest."
            .formatted(need, best),
        "Register a version of %s that fits before this one is deployed, or widen the range."
            .formatted(need.plugin()));
  }

  private static VersionFinding impossible(PluginNeed need) {
    return new VersionFinding(
        "impossible-range",
        where(need),
        "It needs %s, and no version can be in that range.".formatted(need),
        "Correct the range, and register under another version.");
  }

  private static String where(PluginNeed need) {
    return "#manifest/dependencies/plugins/" + need.plugin();
  }
}
