package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.GroupedWork;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins.Added;
import io.hotswap.domain.plugin.Plugins.Addition;
import io.hotswap.domain.plugin.Plugins.BinaryRemovals;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.persistence.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// A registry of so many plugins with so many versions each, written through the ports. Each
/// version holds a library that only its plugin's versions hold; the newest of each plugin also one
/// that they all hold, and serves in Production.
///
/// @param count of plugins
/// @param versions of each
record FilledRegistry(Stores stores, DynamoPlugins plugins, int count, int versions) {
  static final String SHARED = "shared-library";
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
  private static final int WRITERS = 8;
  private static final int SAID_EACH = 100;

  static FilledRegistry of(Stores stores, int count, int versions) {
    var uploads = new DynamoUploads(stores.dynamo(), stores.tables());
    var plugins = new DynamoPlugins(stores.dynamo(), stores.tables(), uploads);
    return new FilledRegistry(stores, plugins, count, versions).filled();
  }

  private FilledRegistry filled() {
    var all = IntStream.range(0, count).boxed().toList();
    GroupedWork.results(all, it -> it, this::written, WRITERS);
    return this;
  }

  private String written(int plugin) {
    var never = plugins.removals(Digest.over(name(plugin)));
    IntStream.range(0, versions).forEach(it -> add(plugin, it, never));
    serve(plugin);
    if ((plugin + 1) % SAID_EACH == 0) {
      System.out.printf("  plugin %,d of %,d written%n", plugin + 1, count);
    }
    return name(plugin);
  }

  private void add(int plugin, int number, BinaryRemovals removals) {
    var version = version(plugin, number);
    var checks = VersionChecks.begun(version.pluginId(), version.version(), version.digest(), AT);
    var audit = audit(AuditSubject.plugin(version.pluginId()));
    var addition =
        new Addition(
            registered(plugin, number + 1), version, checks, Optional.empty(), removals, audit);
    var added = plugins.add(addition);
    if (added != Added.Written) {
      throw new IllegalStateException("%s %s: %s".formatted(version.name(), number, added));
    }
    var libraries =
        number == versions - 1
            ? List.of(library(SHARED), library(own(plugin)))
            : List.of(library(own(plugin)));
    stores.libraryInventories().write(version, libraries);
  }

  private void serve(int plugin) {
    var newest = number(versions - 1).text();
    var document =
        new RoutingDraft(id(plugin), name(plugin), Environment.Production)
            .withVersion(new RoutedVersion(newest, digest(plugin, versions - 1), 1, "d", "t"))
            .withDefaultVersion(Optional.of(newest))
            .build("d", AT, "");
    var audit = audit(AuditSubject.routing(Environment.Production, id(plugin)));
    if (!stores.routing().commit(document, audit)) {
      throw new IllegalStateException(name(plugin) + " is routed already");
    }
  }

  RegisteredPlugin registered(int plugin, int versions) {
    return new RegisteredPlugin(
        id(plugin), name(plugin), "t", "d", number(versions - 1), versions, AT, AT, versions);
  }

  PluginVersion version(int plugin, int number) {
    return new PluginVersion(
        id(plugin),
        name(plugin),
        number(number),
        "t",
        "d",
        digest(plugin, number),
        1,
        PackageFormat.Zip,
        "{}",
        AT,
        "ada",
        "");
  }

  private static BundledLibrary library(String name) {
    return new BundledLibrary(
        Optional.of("org.example"),
        name,
        Optional.of("1.9"),
        "lib/" + name + ".jar",
        Optional.of(Digest.over(name)));
  }

  static String own(int plugin) {
    return "library-of-" + name(plugin);
  }

  /// In the order of the numbers.
  static String name(int plugin) {
    return "plugin-%04d".formatted(plugin);
  }

  static PluginId id(int plugin) {
    return PluginId.of(name(plugin));
  }

  static SemanticVersion number(int version) {
    return new SemanticVersion("1.%d.0".formatted(version));
  }

  private static Digest digest(int plugin, int version) {
    return Digest.over(name(plugin) + version);
  }

  private static AuditRecord audit(AuditSubject subject) {
    var origin = Origin.system("claim", "r", "");
    return new AuditRecord(UUID.randomUUID(), subject, AT, "fill", origin, Map.of(), Map.of());
  }
}
