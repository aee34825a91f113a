package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.InMemoryCheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Optional;

/// A registry in memory with versions in it, for tests of what happens after registration.
public final class RegisteredVersions {
  private static final Origin ORIGIN = Origin.system("test", "r1", "");
  private final InMemoryPlugins plugins = new InMemoryPlugins();

  public Plugins plugins() {
    return plugins;
  }

  public CheckedVersions checked() {
    return plugins.checks;
  }

  public InMemoryCheckedVersions inMemoryChecks() {
    return plugins.checks;
  }

  public PluginVersion add(String name, String number, Digest digest, Instant at) {
    var version =
        new PluginVersion(
            PluginId.of(name),
            name,
            new SemanticVersion(number),
            "example",
            "",
            digest,
            1,
            PackageFormat.Jar,
            "{}",
            at,
            "ada",
            "");
    var before = plugins.find(version.pluginId());
    var after = before.map(it -> it.with(version)).orElseGet(() -> RegisteredPlugin.first(version));
    plugins.add(
        new Plugins.Addition(
            after,
            version,
            VersionChecks.begun(version.pluginId(), version.version(), version.digest(), at),
            Optional.empty(),
            plugins.removals(digest),
            PluginAudits.added(before, after, version, ORIGIN)));
    return version;
  }
}
